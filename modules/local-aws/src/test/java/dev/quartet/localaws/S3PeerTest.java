package dev.quartet.localaws;

import java.net.URI;

/** Holds the suite itself to an S3 server by others. */
final class S3PeerTest extends S3Conformance {
  @Override
  URI endpoint() {
    return RunningEndpoints.s3proxy();
  }
}
