package dev.quartet.extension.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * {@code GET …/stores}: what is in the stores that the application uses, when they are Quartet's
 * own on this machine, {@code {"local": true, "endpoint", "buckets", "tables", "queues"}}; else
 * {@code {"local": false, "reason"}}. No other address than one of this machine is ever asked.
 */
final class StoresView implements Handler<RoutingContext> {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int MAX_BYTES = 8 << 20;

  private final Vertx vertx;
  private final ObjectMapper mapper;
  private final Supplier<Optional<String>> configured;

  /**
   * @param configured the endpoint that the application's AWS clients use; empty for AWS's own
   */
  StoresView(Vertx vertx, ObjectMapper mapper, Supplier<Optional<String>> configured) {
    this.vertx = vertx;
    this.mapper = mapper;
    this.configured = configured;
  }

  /** The endpoint in the AWS SDK's own order. */
  static Optional<String> configuredEndpoint() {
    var config = ConfigProvider.getConfig();
    return config
        .getOptionalValue("aws.endpointUrl", String.class)
        .or(() -> config.getOptionalValue("AWS_ENDPOINT_URL", String.class));
  }

  @Override
  public void handle(RoutingContext context) {
    JsonAnswer.of(vertx, context, this::view);
  }

  ObjectNode view() throws InterruptedException {
    Optional<String> asked = configured.get();
    if (asked.isEmpty()) {
      return notLocal("No endpoint is configured (AWS_ENDPOINT_URL): the stores are those of AWS.");
    }
    Optional<URI> endpoint = loopback(asked.get());
    return endpoint.isPresent()
        ? ask(endpoint.get())
        : notLocal("The endpoint of the stores (AWS_ENDPOINT_URL) is not on this machine.");
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

  private ObjectNode ask(URI endpoint) throws InterruptedException {
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
        return view(endpoint, answer.statusCode(), body.readNBytes(MAX_BYTES));
      }
    } catch (IOException e) {
      return notLocal("Nothing answers at " + endpoint + " (AWS_ENDPOINT_URL).");
    }
  }

  private ObjectNode view(URI endpoint, int status, byte[] body) throws IOException {
    JsonNode contents;
    try {
      contents = mapper.readTree(body);
    } catch (JsonProcessingException e) {
      // An S3 of others answers XML.
      contents = JsonNodeFactory.instance.missingNode();
    }
    if (status == 200 && contents instanceof ObjectNode found && found.path("buckets").isArray()) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("local", true)
          .put("endpoint", endpoint.toString())
          .setAll(found);
    }
    return notLocal(
        contents.path("error").isTextual()
            ? contents.get("error").asText()
            : "The stores at %s are not Quartet's local ones.".formatted(endpoint));
  }

  private static ObjectNode notLocal(String reason) {
    return JsonNodeFactory.instance.objectNode().put("local", false).put("reason", reason);
  }
}
