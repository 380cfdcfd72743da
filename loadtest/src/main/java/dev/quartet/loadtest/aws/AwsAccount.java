package dev.quartet.loadtest.aws;

import dev.quartet.loadtest.arm.Arm;
import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.measure.FirstAnswer;
import dev.quartet.loadtest.terraform.ProvisionedArm;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The account whose arms are compared: by the credentials, and at the endpoint, that the AWS SDK
 * finds.
 */
public final class AwsAccount implements AutoCloseable {
  /** Between two looks, and at most until lines of a log have come. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String region;
  private final Duration pause;
  private final Duration patience;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final AwsCredentialsProvider credentials;
  private final LambdaClient lambda;
  private final CloudWatchLogsClient logs;
  private final CloudWatchClient metrics;

  /**
   * @param region where the arms are
   */
  public AwsAccount(String region) {
    this(region, DefaultCredentialsProvider.builder().build(), Optional.empty(), PAUSE, PATIENCE);
  }

  /**
   * @param endpoint of AWS; empty for the one that the SDK finds
   * @param pause between two looks at what takes its time
   * @param patience how long to look at most for lines of a log
   */
  AwsAccount(
      String region,
      AwsCredentialsProvider credentials,
      Optional<URI> endpoint,
      Duration pause,
      Duration patience) {
    this.region = region;
    this.credentials = credentials;
    this.pause = pause;
    this.patience = patience;
    this.lambda = client(LambdaClient.builder(), endpoint);
    this.logs = client(CloudWatchLogsClient.builder(), endpoint);
    this.metrics = client(CloudWatchClient.builder(), endpoint);
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
      B builder, Optional<URI> endpoint) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(Region.of(region))
        .build();
  }

  /**
   * An arm that is there.
   *
   * @param byHttpApi whether Lambda is asked by the HTTP API in place of Function URLs
   * @param firstAnswer what counts as a right answer
   * @param complaints told what could not be put back at the end
   */
  public Arm arm(
      ProvisionedArm arm, boolean byHttpApi, FirstAnswer firstAnswer, Consumer<String> complaints) {
    return arm.hosting() == Hosting.LAMBDA
        ? new LambdaOnAws(this, arm, byHttpApi, firstAnswer, complaints)
        : new ContainerOnAws(this, arm, firstAnswer);
  }

  LambdaClient lambda() {
    return lambda;
  }

  CloudWatchLogsClient logs() {
    return logs;
  }

  CloudWatchClient metrics() {
    return metrics;
  }

  Duration pause() {
    return pause;
  }

  Duration patience() {
    return patience;
  }

  RequestSigner signer(String service) {
    return new RequestSigner(credentials, region, service);
  }

  @Override
  public void close() {
    lambda.close();
    logs.close();
    metrics.close();
    http.close();
  }
}
