package dev.quartet.extension.console;

import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Where the application's AWS clients find the stores.
 *
 * @param s3 the endpoint of S3; empty for AWS's own
 * @param dynamoDb the endpoint of DynamoDB; empty for AWS's own
 */
record StoreEndpoints(Optional<String> s3, Optional<String> dynamoDb) {

  /** What is configured: for Quarkus's client, else in the AWS SDK's own order. */
  static StoreEndpoints configured(Config config) {
    return new StoreEndpoints(
        first(
            config,
            "quarkus.s3.endpoint-override",
            "aws.endpointUrlS3",
            "aws.endpointUrl",
            "AWS_ENDPOINT_URL_S3",
            "AWS_ENDPOINT_URL"),
        first(
            config,
            "quarkus.dynamodb.endpoint-override",
            "aws.endpointUrlDynamoDb",
            "aws.endpointUrl",
            "AWS_ENDPOINT_URL_DYNAMODB",
            "AWS_ENDPOINT_URL"));
  }

  private static Optional<String> first(Config config, String... names) {
    return Stream.of(names)
        .flatMap(name -> config.getOptionalValue(name, String.class).stream())
        .findFirst();
  }
}
