package dev.quartet.extension.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code GET …/stores}: what is in the stores that the application uses, as far as they are
 * Quartet's own on this machine, {@code {"local": true, "s3", "dynamodb", "buckets", "tables",
 * "queues"}}, where each store is its {@code {"endpoint"}}, or the {@code {"reason"}} why it is not
 * shown; {@code {"local": false, "reason"}} when none is. No other address than one of this machine
 * is ever asked.
 */
final class StoresView implements Handler<RoutingContext> {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int MAX_BYTES = 8 << 20;

  private final Vertx vertx;
  private final ObjectMapper mapper;
  private final Supplier<StoreEndpoints> configured;

  /**
   * @param configured the endpoints that the application's AWS clients use
   */
  StoresView(Vertx vertx, ObjectMapper mapper, Supplier<StoreEndpoints> configured) {
    this.vertx = vertx;
    this.mapper = mapper;
    this.configured = configured;
  }

  @Override
  public void handle(RoutingContext context) {
    JsonAnswer.of(vertx, context, this::view);
  }

  ObjectNode view() throws InterruptedException {
    StoreEndpoints endpoints = configured.get();
    Contents s3 = contents(endpoints.s3());
    Contents dynamoDb =
        endpoints.dynamoDb().equals(endpoints.s3()) ? s3 : contents(endpoints.dynamoDb());
    return switch (s3) {
      case NotLocal(String reason) when s3.equals(dynamoDb) -> notLocal(reason);
      case NotLocal(String reason) when dynamoDb instanceof NotLocal(String other) ->
          notLocal("S3: %s DynamoDB: %s".formatted(reason, other));
      default -> {
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("local", true);
        view.set("s3", s3.place());
        view.set("dynamodb", dynamoDb.place());
        view.set("buckets", s3.listed("buckets"));
        view.set("tables", dynamoDb.listed("tables"));
        view.set("queues", (s3 instanceof Local ? s3 : dynamoDb).listed("queues"));
        yield view;
      }
    };
  }

  private Contents contents(Optional<String> configured) throws InterruptedException {
    if (configured.isEmpty()) {
      return new NotLocal(
          "No endpoint is configured (AWS_ENDPOINT_URL): this is the store of AWS.");
    }
    Optional<URI> endpoint = loopback(configured.get());
    return endpoint.isPresent()
        ? ask(endpoint.get())
        : new NotLocal("The configured endpoint is not on this machine.");
  }

  private static Optional<URI> loopback(String endpoint) {
    try {
      URI uri = URI.create(endpoint);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http && uri.getHost() != null && LOOPBACK.contains(uri.getHost())
          ? Optional.of(uri)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // No URI at all: nothing that could be asked.
      return Optional.empty();
    }
  }

  private Contents ask(URI endpoint) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/_quartet/contents")).timeout(LIMIT).build();
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        return contents(endpoint, answer.statusCode(), body.readNBytes(MAX_BYTES));
      }
    } catch (IOException e) {
      return new NotLocal("Nothing answers at " + endpoint + ".");
    }
  }

  private Contents contents(URI endpoint, int status, byte[] body) throws IOException {
    JsonNode contents;
    try {
      contents = mapper.readTree(body);
    } catch (JsonProcessingException e) {
      // An S3 of others answers XML.
      contents = JsonNodeFactory.instance.missingNode();
    }
    if (status == 200 && contents instanceof ObjectNode found && found.path("buckets").isArray()) {
      return new Local(endpoint, found);
    }
    return new NotLocal(
        contents.path("error").isTextual()
            ? contents.get("error").asText()
            : "The stores at %s are not Quartet's local ones.".formatted(endpoint));
  }

  private static ObjectNode notLocal(String reason) {
    return JsonNodeFactory.instance.objectNode().put("local", false).put("reason", reason);
  }

  /** What stands at one endpoint. */
  private sealed interface Contents {

    /** Where a store is, or why it is not shown. */
    ObjectNode place();

    /** The things of that name, none where they are not shown. */
    ArrayNode listed(String name);
  }

  private record Local(URI endpoint, ObjectNode found) implements Contents {
    @Override
    public ObjectNode place() {
      return JsonNodeFactory.instance.objectNode().put("endpoint", endpoint.toString());
    }

    @Override
    public ArrayNode listed(String name) {
      return found.withArray(name);
    }
  }

  private record NotLocal(String reason) implements Contents {
    @Override
    public ObjectNode place() {
      return JsonNodeFactory.instance.objectNode().put("reason", reason);
    }

    @Override
    public ArrayNode listed(String name) {
      return JsonNodeFactory.instance.arrayNode();
    }
  }
}
