package dev.quartet.functions.aws;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * The SDK clients. Quarkus configures them (end point, region, credentials, time limits); what its
 * configuration has no key for is set here.
 */
final class AwsClients {

  private final int attempts;

  AwsClients(StoresConfig config) {
    int attempts = config.aws().attempts();
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "quartet.aws.attempts must be at least 1, got " + attempts);
    }
    this.attempts = attempts;
  }

  @Produces
  @ApplicationScoped
  S3Client s3(
      S3ClientBuilder builder,
      @ConfigProperty(name = "quarkus.s3.endpoint-override") Optional<String> endpoint,
      @ConfigProperty(name = "quarkus.s3.path-style-access", defaultValue = "false")
          boolean pathStyle) {
    builder.overrideConfiguration(
        retrying(builder).addExecutionInterceptor(new WithoutExpectContinue()).build());
    return builder
        .serviceConfiguration(
            S3Configuration.builder()
                // A bucket in the host name needs a wildcard DNS entry, which only AWS has.
                .pathStyleAccessEnabled(pathStyle || endpoint.isPresent())
                // Bodies of 36 bytes are not worth splitting into signed chunks.
                .chunkedEncodingEnabled(false)
                .build())
        .build();
  }

  @Produces
  @ApplicationScoped
  DynamoDbClient dynamoDb(DynamoDbClientBuilder builder) {
    return builder
        .overrideConfiguration(
            retrying(builder).addExecutionInterceptor(new WithoutStreaming()).build())
        .build();
  }

  /** Backs off exponentially with jitter, and stops retrying while most calls fail. */
  private ClientOverrideConfiguration.Builder retrying(SdkClientBuilder<?, ?> builder) {
    return builder.overrideConfiguration().toBuilder()
        .retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(attempts).build());
  }
}
