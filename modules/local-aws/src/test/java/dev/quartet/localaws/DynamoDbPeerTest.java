package dev.quartet.localaws;

import java.net.URI;

/** Holds the suite itself to DynamoDB Local without the endpoint. */
final class DynamoDbPeerTest extends DynamoDbConformance {
  @Override
  URI endpoint() {
    return RunningEndpoints.dynamoDbLocal();
  }
}
