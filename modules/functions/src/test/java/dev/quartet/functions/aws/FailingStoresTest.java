package dev.quartet.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.quartet.extension.DependencyUnavailable;
import dev.quartet.functions.UuidRecord;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

class FailingStoresTest {

  private static final UuidRecord RECORD =
      new UuidRecord("an-id", "a-bucket", "an-id.txt", "a-table", "2026-11-01T00:00:00Z");

  private static final StoresConfig CONFIG =
      new SmallRyeConfigBuilder()
          .withMapping(StoresConfig.class)
          .withDefaultValue("quartet.bucket", "a-bucket")
          .withDefaultValue("quartet.table", "a-table")
          .build()
          .getConfigMapping(StoresConfig.class);

  private final AwsClients clients = new AwsClients(CONFIG);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private final InetSocketAddress anyPort =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private final HttpServer failing;
  private final ServerSocket silent;

  FailingStoresTest() throws IOException {
    failing = HttpServer.create(anyPort, 0);
    failing.createContext("/", this::fail);
    failing.start();
    // Connections are accepted by the system and never answered.
    silent = new ServerSocket();
    silent.bind(anyPort);
  }

  @AfterEach
  void close() throws IOException {
    failing.stop(0);
    silent.close();
  }

  @Test
  void anObjectStoreThatFailsIsTriedThriceThenUnavailable() {
    S3ObjectStore store = objects(failing.getAddress().getPort());

    assertThatExceptionOfType(DependencyUnavailable.class)
        .isThrownBy(() -> store.put("an-id.txt", "an-id"))
        .withMessage("S3 is unavailable. Retry later.");
    assertThat(requests)
        .as("asked by path, because no DNS knows the bucket")
        .containsExactly(
            "PUT /a-bucket/an-id.txt", "PUT /a-bucket/an-id.txt", "PUT /a-bucket/an-id.txt");
    assertThat(questions).as("Expect headers").isEmpty();
  }

  @Test
  void aRecordStoreThatFailsIsTriedThriceThenUnavailable() {
    DynamoDbRecordStore store = records(failing.getAddress().getPort());

    assertThatExceptionOfType(DependencyUnavailable.class)
        .isThrownBy(() -> store.putIfAbsent(RECORD))
        .withMessage("DynamoDB is unavailable. Retry later.");
    assertThat(requests).containsExactly("POST /", "POST /", "POST /");
  }

  @Test
  void storesThatNeverAnswerAreUnavailable() {
    S3ObjectStore objects = objects(silent.getLocalPort());
    DynamoDbRecordStore records = records(silent.getLocalPort());

    assertThatExceptionOfType(DependencyUnavailable.class)
        .isThrownBy(() -> objects.put("an-id.txt", "an-id"));
    assertThatExceptionOfType(DependencyUnavailable.class)
        .isThrownBy(() -> records.putIfAbsent(RECORD));
    assertThatExceptionOfType(DependencyUnavailable.class).isThrownBy(objects::touch);
    assertThatExceptionOfType(DependencyUnavailable.class).isThrownBy(records::touch);
  }

  @Test
  void readinessNamesTheStoreAndTheReason() {
    HealthCheckResponse objects = StoreReadiness.s3(objects(failing.getAddress().getPort())).call();
    HealthCheckResponse records =
        StoreReadiness.dynamoDb(records(failing.getAddress().getPort())).call();

    assertThat(objects.getName()).isEqualTo("S3");
    assertThat(objects.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    assertThat(records.getName()).isEqualTo("DynamoDB");
    assertThat(records.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    assertThat(reason(objects)).contains("503").doesNotContain("\n");
    assertThat(reason(records)).contains("503").doesNotContain("\n");
  }

  @Test
  void primingGoesOnWithoutTheStores() {
    StorePriming priming =
        new StorePriming(
            objects(failing.getAddress().getPort()), records(failing.getAddress().getPort()));

    priming.prime();

    assertThat(requests).contains("HEAD /a-bucket", "POST /");
  }

  private static String reason(HealthCheckResponse response) {
    return String.valueOf(response.getData().orElseThrow().get("reason"));
  }

  private void fail(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    questions.addAll(exchange.getRequestHeaders().getOrDefault("Expect", List.of()));
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(503, -1);
    exchange.close();
  }

  private S3ObjectStore objects(int port) {
    return new S3ObjectStore(
        clients.s3(configured(S3Client.builder(), port), Optional.of(endpoint(port)), false),
        CONFIG);
  }

  private DynamoDbRecordStore records(int port) {
    return new DynamoDbRecordStore(
        clients.dynamoDb(configured(DynamoDbClient.builder(), port)), CONFIG);
  }

  private static String endpoint(int port) {
    return "http://localhost:" + port;
  }

  private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, int port) {
    return builder
        .endpointOverride(URI.create(endpoint(port)))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("a-key", "a-secret")))
        .overrideConfiguration(override -> override.apiCallAttemptTimeout(Duration.ofMillis(500)));
  }
}
