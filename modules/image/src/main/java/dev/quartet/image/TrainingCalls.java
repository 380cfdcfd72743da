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

  private static final String WRONG_INPUT = "[]";

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
   * @throws TrainingFailed if one answers its sample with another status than 200
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
      if (answer.statusCode() != 200) {
        throw new TrainingFailed(
            "The function '%s' answered its sample with %d, not 200: %s Give it a sample by @Sample that it can answer with empty local stores alone."
                .formatted(name, answer.statusCode(), answer.body()));
      }
    }
  }

  /** An array is wrong for every function but one that takes an array. */
  private void callWrongly(JsonNode function)
      throws IOException, InterruptedException, TrainingFailed {
    String name = function.get("name").asText();
    @Nullable JsonNode input = function.get("input");
    if (input == null || input.path("type").asText().equals("array")) {
      return;
    }
    HttpResponse<String> answer = post(name, WRONG_INPUT);
    if (answer.statusCode() / 100 != 4) {
      throw new TrainingFailed(
          "The function '%s' answered the input %s with %d, not with an error of the caller."
              .formatted(name, WRONG_INPUT, answer.statusCode()));
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
