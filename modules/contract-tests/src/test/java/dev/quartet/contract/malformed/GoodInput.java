package dev.quartet.contract.malformed;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Pattern;

/** Tells whether a body may be accepted, so that a mutation that did no harm is not sent. */
final class GoodInput {

  static final int LENGTH = 512;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private GoodInput() {}

  /** Whether a function may accept the body; true also when the contract leaves it open. */
  static boolean mayBeAccepted(String function, byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (IOException notJson) {
      return false;
    }
    if (!json.isObject()) {
      return false;
    }
    return function.equals("predict") ? isPredict(json) : isUuid(json);
  }

  private static boolean isPredict(JsonNode json) {
    JsonNode data = json.path("data");
    if (!data.isArray() || data.size() != LENGTH) {
      return false;
    }
    for (JsonNode element : data) {
      if (!element.isNumber() || Double.isInfinite(element.doubleValue())) {
        return false;
      }
    }
    return true;
  }

  /** An object without an id asks for a new UUID, whatever else is in it. */
  private static boolean isUuid(JsonNode json) {
    JsonNode id = json.path("id");
    return id.isMissingNode()
        || id.isNull()
        || (id.isTextual() && UUID.matcher(id.textValue()).matches());
  }
}
