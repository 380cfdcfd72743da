package dev.quartet.locallambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A running local-lambda with a client and its log. */
final class TestServer implements AutoCloseable {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final HttpClient client = HttpClient.newHttpClient();
  private final LogSink sink = new LogSink(log);
  private final LocalLambdaServer server;

  private TestServer(Settings settings) {
    server = LocalLambdaServer.start(settings, sink);
  }

  static Builder serving(Path zip) {
    return new Builder(zip);
  }

  /** Settings with defaults that suit tests. */
  static final class Builder {
    private final Path zip;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, String> inherited = new HashMap<>();
    private @Nullable Integer memoryMegabytes;
    private @Nullable Integer timeoutSeconds;
    private int environments = 4;
    private double idleSeconds = 600;
    private double initSeconds = 60;
    private OptionalDouble initVcpus = OptionalDouble.empty();
    private boolean limited = true;

    private Builder(Path zip) {
      this.zip = zip;
    }

    Builder variable(String name, String value) {
      variables.put(name, value);
      return this;
    }

    Builder inherited(String name, String value) {
      inherited.put(name, value);
      return this;
    }

    Builder memoryMegabytes(int megabytes) {
      memoryMegabytes = megabytes;
      return this;
    }

    Builder timeoutSeconds(int seconds) {
      timeoutSeconds = seconds;
      return this;
    }

    Builder environments(int number) {
      environments = number;
      return this;
    }

    Builder idleSeconds(double seconds) {
      idleSeconds = seconds;
      return this;
    }

    Builder initSeconds(double seconds) {
      initSeconds = seconds;
      return this;
    }

    Builder initVcpus(double vcpus) {
      initVcpus = OptionalDouble.of(vcpus);
      return this;
    }

    Builder unlimited() {
      limited = false;
      return this;
    }

    Settings settings() {
      return new Settings(
          zip,
          RuntimeClient.defaultFolder(),
          memoryMegabytes == null ? OptionalInt.empty() : OptionalInt.of(memoryMegabytes),
          timeoutSeconds == null ? OptionalInt.empty() : OptionalInt.of(timeoutSeconds),
          environments,
          0,
          0,
          idleSeconds,
          0.01,
          initSeconds,
          initVcpus,
          limited,
          Map.copyOf(variables),
          Map.copyOf(inherited));
    }

    TestServer start() {
      return new TestServer(settings());
    }
  }

  LocalLambdaServer server() {
    return server;
  }

  HttpResponse<byte[]> invoke(String function, String payload, String... headers) {
    return send(
        request("/2015-03-31/functions/" + function + "/invocations", headers)
            .POST(HttpRequest.BodyPublishers.ofString(payload))
            .build());
  }

  CompletableFuture<HttpResponse<byte[]>> invokeLater(String function, String payload) {
    return client.sendAsync(
        request("/2015-03-31/functions/" + function + "/invocations")
            .POST(HttpRequest.BodyPublishers.ofString(payload))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String path) {
    return send(request(path).GET().build());
  }

  HttpResponse<byte[]> delete(String path) {
    return send(request(path).DELETE().build());
  }

  HttpRequest.Builder request(String path, String... headers) {
    return withHeaders(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)), headers);
  }

  HttpRequest.Builder urlRequest(String path, String... headers) {
    return withHeaders(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.urlPort() + path)), headers);
  }

  private static HttpRequest.Builder withHeaders(HttpRequest.Builder request, String... headers) {
    request.timeout(Duration.ofSeconds(60));
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  JsonNode environments(String function) {
    return json(get("/_quartet/environments")).path("functions").path(function);
  }

  /** Waits until the environments that have answered have asked for the next event. */
  void awaitFree(String function) {
    await(
        () -> {
          for (JsonNode environment : environments(function)) {
            if (!environment.path("state").asText().equals("free")) {
              return false;
            }
          }
          return true;
        });
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return Json.MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(text(response), e);
    }
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static @Nullable String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  List<String> log() {
    return log.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** The log once it has a line that contains the text. */
  List<String> logWith(String text) {
    await(() -> log().stream().anyMatch(line -> line.contains(text)));
    return log();
  }

  /** Waits for what comes about by itself; fails after 20 s. */
  void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("It did not come about. Log:\n" + String.join("\n", log()));
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() {
    server.close();
    sink.close();
    client.close();
  }
}
