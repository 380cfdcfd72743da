package dev.quartet.loadtest.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Reads an answer as JSON before a check looks at it. */
final class JsonAnswer {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SHOWN_CHARACTERS = 120;

  private JsonAnswer() {}

  /** Checks a body that must be a JSON object. */
  static Optional<String> checkObject(Buffer body, Function<JsonNode, Optional<String>> check) {
    return check(
        body,
        answer ->
            answer.isObject() ? check.apply(answer) : Optional.of("the body is not a JSON object"));
  }

  /** Checks a body that must be JSON. */
  static Optional<String> check(Buffer body, Function<JsonNode, Optional<String>> check) {
    JsonNode answer;
    try {
      answer = MAPPER.readTree(body.getBytes());
    } catch (IOException e) {
      return Optional.of("the body is not JSON: " + shown(body));
    }
    return answer == null || answer.isMissingNode()
        ? Optional.of("the body is empty")
        : check.apply(answer).map(problem -> problem + ": " + shown(body));
  }

  static String shown(Buffer body) {
    String text = body.toString();
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }
}
