package dev.quartet.extension.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.CallFailed;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** CloudEvents 1.0 in JSON, whose data is the function's input. */
final class CloudEvents {

  private static final String VERSION = "1.0";
  private static final List<String> ATTRIBUTES = List.of("id", "source", "type");

  /**
   * Whether this is meant to be a CloudEvent. One with a missing attribute still is, so that its
   * sender is told of it: taken for an input, it would look like one whose fields are all missing.
   */
  static boolean isOne(JsonNode json) {
    return json.has("specversion") && ATTRIBUTES.stream().anyMatch(json::has);
  }

  /**
   * @param event what is to be a CloudEvent
   * @param pointer where it is in what the caller sent; empty when it is all
   * @throws CallFailed when a required attribute is missing or wrong, or the data is unreadable
   */
  static Input input(JsonNode event, String pointer) {
    if (!event.isObject()) {
      throw wrong(pointer, "expected a CloudEvent, which is an object");
    }
    if (!text(event, "specversion", pointer).equals(VERSION)) {
      throw wrong(pointer + "/specversion", "expected \"" + VERSION + '"');
    }
    ATTRIBUTES.forEach(attribute -> text(event, attribute, pointer));
    if (!event.hasNonNull("data_base64")) {
      return new Input.Part(event.path("data"), pointer + "/data");
    }
    if (event.hasNonNull("data")) {
      throw wrong(pointer + "/data_base64", "expected either data or data_base64, got both");
    }
    return new Input.Text(decoded(event, pointer));
  }

  /**
   * The ids of a batch's events, by which the answer names those that failed.
   *
   * @throws CallFailed when this is no batch, or an event has no id: its failure could not be told
   */
  static List<String> ids(JsonNode events) {
    if (!events.isArray()) {
      throw wrong("", "expected an array of CloudEvents");
    }
    return Stream.iterate(0, index -> index < events.size(), index -> index + 1)
        .map(index -> text(events.get(index), "id", "/" + index))
        .toList();
  }

  private static String text(JsonNode event, String member, String pointer) {
    JsonNode value = event.path(member);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw wrong(
          pointer + '/' + member,
          value.isMissingNode()
              ? "expected a text, and it is missing"
              : "expected a text that is not empty");
    }
    return value.asText();
  }

  private static byte[] decoded(JsonNode event, String pointer) {
    try {
      return Base64.getDecoder().decode(text(event, "data_base64", pointer));
    } catch (IllegalArgumentException e) {
      throw wrong(pointer + "/data_base64", "expected Base64");
    }
  }

  private static CallFailed wrong(String pointer, String expected) {
    return new CallFailed(CallError.malformed(pointer, expected));
  }

  private CloudEvents() {}
}
