package dev.quartet.localaws;

import java.net.URI;

/** The lean DynamoDB. */
final class DynamoDbLeanTest extends DynamoDbConformance {
  @Override
  URI endpoint() {
    return RunningEndpoints.lean();
  }
}
