package dev.quartet.localaws;

import java.net.URI;

/** DynamoDB Local behind the endpoint. */
final class DynamoDbBehindFrontTest extends DynamoDbConformance {
  @Override
  URI endpoint() {
    return RunningEndpoints.standard();
  }
}
