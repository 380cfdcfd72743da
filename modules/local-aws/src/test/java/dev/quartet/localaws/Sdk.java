package dev.quartet.localaws;

import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of the AWS SDK with their defaults, turned to one endpoint. */
final class Sdk {
  private static final int RACING_THREADS = 8;

  private Sdk() {}

  static S3Client s3(URI endpoint) {
    return at(endpoint, S3Client.builder().httpClient(UrlConnectionHttpClient.create()));
  }

  static DynamoDbClient dynamoDb(URI endpoint) {
    return at(endpoint, DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()));
  }

  static SqsClient sqs(URI endpoint) {
    return at(endpoint, SqsClient.builder().httpClient(UrlConnectionHttpClient.create()));
  }

  /** Lets eight threads try the same at once and returns how many succeeded. */
  static long winners(Callable<Boolean> attempt) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(RACING_THREADS)) {
      var attempts =
          IntStream.range(0, RACING_THREADS)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            return attempt.call();
                          }))
              .toList();
      start.countDown();
      long winners = 0;
      for (Future<Boolean> one : attempts) {
        winners += one.get() ? 1 : 0;
      }
      return winners;
    }
  }

  private static <B extends AwsClientBuilder<B, C>, C> C at(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }
}
