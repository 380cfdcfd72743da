package dev.quartet.extension.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoresViewTest {

  private static final String CONTENTS =
      "{\"buckets\":[{\"name\":\"quartet\"}],\"tables\":[{\"name\":\"records\"}],\"queues\":[]}";

  private final Vertx vertx = Vertx.vertx();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer stores;

  @BeforeEach
  void listen() throws IOException {
    stores = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stores.start();
  }

  @AfterEach
  void end() {
    stores.stop(0);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void quartetsOwnStoresAreShownWithTheirEndpoint() throws Exception {
    answers(200, CONTENTS);

    JsonNode view = view(endpoint());

    assertThat(view.get("local").asBoolean()).isTrue();
    assertThat(view.at("/s3/endpoint").asText()).isEqualTo(endpoint());
    assertThat(view.at("/dynamodb/endpoint").asText()).isEqualTo(endpoint());
    assertThat(view.at("/buckets/0/name").asText()).isEqualTo("quartet");
    assertThat(asked).containsExactly("/_quartet/contents");
  }

  @Test
  void eachStoreIsShownFromItsOwnEndpoint() throws Exception {
    answers(200, CONTENTS);
    Optional<String> local = Optional.of(endpoint());

    JsonNode onlyS3 = viewOf(new StoreEndpoints(local, Optional.empty()));
    JsonNode onlyDynamoDb = viewOf(new StoreEndpoints(Optional.of("https://example.com"), local));

    assertThat(onlyS3.at("/s3/endpoint").asText()).isEqualTo(endpoint());
    assertThat(onlyS3.at("/dynamodb/reason").asText()).contains("AWS_ENDPOINT_URL");
    assertThat(onlyS3.at("/buckets/0/name").asText()).isEqualTo("quartet");
    assertThat(onlyS3.get("tables")).isEmpty();
    assertThat(onlyDynamoDb.at("/s3/reason").asText()).contains("not on this machine");
    assertThat(onlyDynamoDb.at("/dynamodb/endpoint").asText()).isEqualTo(endpoint());
    assertThat(onlyDynamoDb.get("buckets")).isEmpty();
    assertThat(onlyDynamoDb.at("/tables/0/name").asText()).isEqualTo("records");
  }

  @Test
  void whyNeitherStoreIsShownIsToldOfEach() throws Exception {
    JsonNode view =
        viewOf(new StoreEndpoints(Optional.of("https://example.com"), Optional.empty()));

    assertThat(notLocal(view)).contains("S3: ", "not on this machine", "DynamoDB: ", "of AWS");
  }

  @Test
  void withoutAnEndpointTheStoresAreThoseOfAws() throws Exception {
    assertThat(notLocal(view(null))).contains("AWS_ENDPOINT_URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://s3.us-east-1.amazonaws.com",
        "http://169.254.169.254",
        "http://127.0.0.1.example.com:4566",
        "http://user@example.com:4566",
        "http://127.0.0.1@example.com:4566",
        "http://[fe80::1]:4566",
        "file:///etc/passwd",
        "ftp://127.0.0.1",
        "no uri at all",
        "127.0.0.1:4566"
      })
  void anAddressThatIsNotOfThisMachineIsNotAsked(String endpoint) throws Exception {
    assertThat(notLocal(view(endpoint))).contains("is not on this machine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | <ListAllMyBucketsResult/>",
        "200 | []",
        "200 | {\"buckets\": 1}",
        "200 | ''",
        "404 | {\"message\": \"none\"}",
        "403 | {\"buckets\": []}"
      })
  void storesOfOthersAreNotShown(int status, String body) throws Exception {
    answers(status, body);

    assertThat(notLocal(view(endpoint()))).contains(endpoint(), "not Quartet's");
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    stores.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });

    assertThat(notLocal(view(endpoint()))).contains("not Quartet's");
    assertThat(asked).containsExactly("/_quartet/contents");
  }

  @Test
  void whatTheStoresSayOfThemselvesIsTold() throws Exception {
    answers(503, "{\"error\": \"DynamoDB Local ended. Start local-aws again.\"}");

    assertThat(notLocal(view(endpoint())))
        .isEqualTo("DynamoDB Local ended. Start local-aws again.");
  }

  @Test
  void storesThatDoNotAnswerAreNamed() throws Exception {
    String gone = endpoint();
    stores.stop(0);

    assertThat(notLocal(view(gone))).contains("Nothing answers at " + gone);
  }

  private void answers(int status, String body) {
    stores.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private String endpoint() {
    return "http://127.0.0.1:" + stores.getAddress().getPort();
  }

  private JsonNode view(@Nullable String endpoint) throws InterruptedException {
    Optional<String> both = Optional.ofNullable(endpoint);
    return viewOf(new StoreEndpoints(both, both));
  }

  private JsonNode viewOf(StoreEndpoints endpoints) throws InterruptedException {
    return new StoresView(vertx, new ObjectMapper(), () -> endpoints).view();
  }

  private static String notLocal(JsonNode view) {
    assertThat(view.get("local").asBoolean()).as(view.toString()).isFalse();
    return view.get("reason").asText();
  }
}
