package dev.quartet.localaws;

import java.net.URI;

/** S3 kept in files. */
final class S3InFolderTest extends S3Conformance {
  @Override
  URI endpoint() {
    return RunningEndpoints.inFolder();
  }
}
