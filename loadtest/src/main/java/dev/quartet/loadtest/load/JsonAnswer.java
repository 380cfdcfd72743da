package dev.quartet.loadtest.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Reads an answer as a JSON object before a check looks at its members. */
final class JsonAnswer {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SHOWN_CHARACTERS = 120;

  private JsonAnswer() {}

  static Optional<String> check(Buffer body, Function<JsonNode, Optional<String>> check) {
    JsonNode answer;
    try {
      answer = MAPPER.readTree(body.getBytes());
    } catch (IOException e) {
      return Optional.of("the body is not JSON: " + shown(body));
    }
    if (answer == null || !answer.isObject()) {
      return Optional.of("the body is not a JSON object: " + shown(body));
    }
    return check.apply(answer).map(problem -> problem + ": " + shown(body));
  }

  private static String shown(Buffer body) {
    String text = body.toString();
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }
}
