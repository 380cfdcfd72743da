package dev.quartet.serving.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.quartet.inference.ModelStore;
import dev.quartet.inference.StoreRefusal;
import dev.quartet.inference.StoredFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3ModelsTest {

  private static final byte[] MODEL = "a model".getBytes(StandardCharsets.UTF_8);

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final S3Client s3;
  private final S3Models models;

  private volatile int status = 200;
  private volatile String code = "";

  S3ModelsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create("http://localhost:" + server.getAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a-key", "a-secret")))
            .forcePathStyle(true)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    models = new S3Models(s3);
  }

  @AfterEach
  void close() {
    s3.close();
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://bucket/some/models, s3://bucket/some/models, GET /bucket/some/models/digits/1/model.onnx",
    "s3://bucket/models/, s3://bucket/models, GET /bucket/models/digits/1/model.onnx",
    "s3://bucket, s3://bucket, GET /bucket/digits/1/model.onnx",
    "s3://bucket/, s3://bucket, GET /bucket/digits/1/model.onnx"
  })
  void anObjectIsAskedForBelowThePrefix(String place, String shown, String request)
      throws Exception {
    ModelStore store = models.at(place);

    assertThat(store).hasToString(shown);
    assertThat(requests).as("requests before a file is asked for").isEmpty();
    try (StoredFile file = store.open("digits/1/model.onnx")) {
      assertThat(file.lengthBytes()).isEqualTo(MODEL.length);
      assertThat(file.content().readAllBytes()).isEqualTo(MODEL);
    }
    assertThat(requests).containsExactly(request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://", "s3:///models", "s3://bucket/models?versionId=1", "s3://a b/c"})
  void aPlaceThatIsNoneIsRefusedByItsKey(String place) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> models.at(place))
        .withMessageContaining("QUARTET_MODELS")
        .withMessageContaining("s3://<bucket>/<prefix>");
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchKey, there is no such object",
    "404, NoSuchBucket, there is no bucket bucket",
    "403, AccessDenied, s3:GetObject",
    "400, InvalidRequest, it says why"
  })
  void whatS3RefusesIsToldInOneLine(int status, String code, String reason) {
    this.status = status;
    this.code = code;

    assertThatExceptionOfType(StoreRefusal.class)
        .isThrownBy(() -> models.at("s3://bucket/models").open("digits/1/model.onnx"))
        .withMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void whatFailsIsTriedAgainByTheClientAndIsNoRefusal() {
    status = 503;
    code = "SlowDown";

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> models.at("s3://bucket/models").open("digits/1/model.onnx"))
        .withMessageContaining("503");
    assertThat(requests).hasSizeGreaterThan(1);
  }

  @Test
  void nobodyListeningIsNoRefusal() {
    server.stop(0);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> models.at("s3://bucket/models").open("digits/1/model.onnx"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    byte[] body =
        status == 200
            ? MODEL
            : "<Error><Code>%s</Code><Message>it says why</Message></Error>"
                .formatted(code)
                .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
