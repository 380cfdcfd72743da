package dev.quartet.extension.event;

import com.fasterxml.jackson.databind.JsonNode;

/** A function's input that an event brought. */
sealed interface Input {

  /** JSON in UTF-8, as it came. */
  record Text(byte[] json) implements Input {}

  /**
   * A part of a parsed event.
   *
   * @param json the input; missing when the event has none
   * @param pointer where in the event it is, a JSON Pointer; empty when it was made of several
   *     members
   */
  record Part(JsonNode json, String pointer) implements Input {}
}
