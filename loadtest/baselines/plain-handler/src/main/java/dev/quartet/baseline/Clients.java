package dev.quartet.baseline;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** The SDK clients, set as those of Quartet's function. */
final class Clients {

  private static final String ENDPOINT = "AWS_ENDPOINT_URL";

  private final Map<String, String> environment;

  Clients(Map<String, String> environment) {
    this.environment = environment;
  }

  S3Client s3() {
    return S3Client.builder()
        .applyMutation(this::endpoint)
        .httpClient(httpClient())
        .overrideConfiguration(
            limits().toBuilder().addExecutionInterceptor(new WithoutExpectContinue()).build())
        .serviceConfiguration(
            S3Configuration.builder()
                .pathStyleAccessEnabled(environment.containsKey(ENDPOINT))
                .chunkedEncodingEnabled(false)
                .build())
        .build();
  }

  DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .applyMutation(this::endpoint)
        .httpClient(httpClient())
        .overrideConfiguration(limits())
        .build();
  }

  private void endpoint(AwsClientBuilder<?, ?> builder) {
    String endpoint = environment.get(ENDPOINT);
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
  }

  private static SdkHttpClient httpClient() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(1))
        .socketTimeout(Duration.ofSeconds(2))
        .build();
  }

  private static ClientOverrideConfiguration limits() {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(3).build())
        .apiCallAttemptTimeout(Duration.ofSeconds(2))
        .apiCallTimeout(Duration.ofSeconds(5))
        .build();
  }

  /** Asking S3 first whether a body of 36 bytes may come is a round trip for nothing. */
  private static final class WithoutExpectContinue implements ExecutionInterceptor {
    @Override
    public SdkHttpRequest modifyHttpRequest(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      return context.httpRequest().toBuilder().removeHeader("Expect").build();
    }
  }
}
