package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One function as the build found it.
 *
 * @param name what it is called by
 * @param input the JSON Schema of its input, {@code null} when it takes none
 * @param output the JSON Schema of its output, {@code null} when it answers nothing
 */
public record FunctionDescription(
    String name, @Nullable JsonNode input, @Nullable JsonNode output) {

  /** As a member of {@code functions.json}. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name);
    if (input != null) {
      json.set("input", input);
    }
    if (output != null) {
      json.set("output", output);
    }
    return json;
  }
}
