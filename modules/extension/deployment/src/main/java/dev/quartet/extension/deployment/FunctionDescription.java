package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One function as the build found it.
 *
 * @param name what it is called by
 * @param description what it does, {@code null} when its author says nothing
 * @param input the JSON Schema of its input, {@code null} when it takes none
 * @param output the JSON Schema of its output, {@code null} when it answers nothing
 * @param sample an input that it takes, {@code null} when it takes none
 * @param memoryMegabytes its memory on Lambda, in MB
 * @param timeoutSeconds its time limit on Lambda, in seconds
 * @param environment its variables on Lambda
 * @param permissions what its role may do
 * @param triggers what calls it
 * @param nonBlocking whether it says that it never blocks; not in {@code functions.json}
 */
public record FunctionDescription(
    String name,
    @Nullable String description,
    @Nullable JsonNode input,
    @Nullable JsonNode output,
    @Nullable JsonNode sample,
    int memoryMegabytes,
    int timeoutSeconds,
    Map<String, String> environment,
    List<Grant> permissions,
    List<Trigger> triggers,
    boolean nonBlocking) {

  /** As a member of {@code functions.json}. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name);
    if (description != null) {
      json.put("description", description);
    }
    setIfThere(json, "input", input);
    setIfThere(json, "output", output);
    setIfThere(json, "sample", sample);
    json.put("memoryMegabytes", memoryMegabytes).put("timeoutSeconds", timeoutSeconds);
    ObjectNode variables = json.putObject("environment");
    environment.forEach(variables::put);
    ArrayNode grants = json.putArray("permissions");
    permissions.forEach(grant -> grants.add(grant.json()));
    ArrayNode callers = json.putArray("triggers");
    triggers.forEach(trigger -> callers.add(trigger.json()));
    return json;
  }

  private static void setIfThere(ObjectNode json, String name, @Nullable JsonNode value) {
    if (value != null) {
      json.set(name, value);
    }
  }
}
