package dev.quartet.localaws;

import java.net.URI;

/** S3 as it is without a data folder. */
final class S3InMemoryTest extends S3Conformance {
  @Override
  URI endpoint() {
    return RunningEndpoints.lean();
  }
}
