package dev.quartet.contract.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends requests to a target, each path to where that target serves it. */
public final class Http {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Endpoints endpoints;

  Http(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /** Sends JSON text to a path such as {@code /predict}. */
  public Answer post(String path, String json) {
    return post(path, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes that claim to be JSON to a path such as {@code /predict}. */
  public Answer post(String path, byte[] body) {
    return send(
        to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body)));
  }

  /** As {@link #post(String, String)}, without waiting for the answer. */
  public CompletableFuture<Answer> postAsync(String path, String json) {
    return CLIENT
        .sendAsync(
            to(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString())
        .thenApply(Answer::of);
  }

  public Answer get(String path) {
    return send(to(path).GET());
  }

  /** Where paths begin, without a slash at the end. */
  public URI root() {
    return URI.create(endpoints.uri("/").toString().replaceFirst("/$", ""));
  }

  /** A request to a path, for tests that set more than a body. */
  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(endpoints.uri(path)).timeout(LIMIT);
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @throws UncheckedIOException when no answer comes
   */
  public static Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      return Answer.of(CLIENT.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException("No answer from " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + request.uri(), e);
    }
  }

  /**
   * As {@link #send}, for an answer that is no text.
   *
   * @throws UncheckedIOException when no answer comes
   */
  public static HttpResponse<byte[]> sendForBytes(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      return CLIENT.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("No answer from " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + request.uri(), e);
    }
  }

  /** Where a target serves a path. */
  @FunctionalInterface
  interface Endpoints {
    URI uri(String path);
  }
}
