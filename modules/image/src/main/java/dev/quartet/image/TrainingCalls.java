package dev.quartet.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Calls each function of a running app with its sample, so that every class of a call is loaded.
 */
final class TrainingCalls implements AutoCloseable {

  private static final int CALLS_PER_FUNCTION = 20;

  private static final Duration TIME_LIMIT = Duration.ofMinutes(1);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI app;

  TrainingCalls(URI app) {
    this.app = app;
  }

  /** Whether the app is there and says that it is ready. */
  boolean isReady() throws InterruptedException {
    try {
      return send(request("/q/health/ready").build()).statusCode() == 200;
    } catch (IOException e) {
      // Not listening yet.
      return false;
    }
  }

  /**
   * Calls the functions that the app says it has.
   *
   * @throws TrainingFailed if one does not answer its sample well: with 200, or with 204 where it
   *     has no output
   */
  void callAll() throws IOException, InterruptedException, TrainingFailed {
    JsonNode functions = new ObjectMapper().readTree(send(request("/functions").build()).body());
    for (JsonNode function : functions) {
      callWell(function);
      callWrongly(function);
    }
  }

  private void callWell(JsonNode function)
      throws IOException, InterruptedException, TrainingFailed {
    String name = function.get("name").asText();
    @Nullable JsonNode sample = function.get("sample");
    for (int i = 0; i < CALLS_PER_FUNCTION; i++) {
      HttpResponse<String> answer = post(name, sample == null ? "" : sample.toString());
      boolean nothingToAnswer = answer.statusCode() == 204 && !function.has("output");
      if (answer.statusCode() != 200 && !nothingToAnswer) {
        throw new TrainingFailed(
            "The function '%s' answered its sample with %d, not 200: %s Give it a sample by @Sample that it can answer with empty local stores alone."
                .formatted(name, answer.statusCode(), answer.body()));
      }
    }
  }

  /** Wrong in the two ways that the app itself finds out: by type, and by a constraint. */
  private void callWrongly(JsonNode function)
      throws IOException, InterruptedException, TrainingFailed {
    String name = function.get("name").asText();
    JsonNode input = function.path("input");
    if (input.path("type").asText().equals("object")) {
      expectRefusal(name, "[]");
    }
    if (!input.path("required").isEmpty()) {
      expectRefusal(name, "{}");
    }
  }

  private void expectRefusal(String function, String input)
      throws IOException, InterruptedException, TrainingFailed {
    HttpResponse<String> answer = post(function, input);
    if (answer.statusCode() / 100 != 4) {
      throw new TrainingFailed(
          "The function '%s' answered the wrong input %s with %d, not with an error of the caller."
              .formatted(function, input, answer.statusCode()));
    }
  }

  private HttpResponse<String> post(String function, String json)
      throws IOException, InterruptedException {
    return send(
        request("/" + function)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(app.resolve(path)).timeout(TIME_LIMIT);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
  }
}
