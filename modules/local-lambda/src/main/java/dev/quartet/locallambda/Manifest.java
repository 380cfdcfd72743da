package dev.quartet.locallambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What functions.json, at the root of a function.zip, says about it. Unknown members are ignored.
 *
 * @param runtime AWS's name of the runtime, such as {@code java25} or {@code provided.al2023}
 * @param handler AWS's handler string; for a provided runtime only passed on
 * @param environment variables that the functions need on AWS and here alike
 */
record Manifest(
    String runtime, String handler, Map<String, String> environment, List<Entry> functions) {

  static final String FILE_NAME = "functions.json";

  private static final int SCHEMA_VERSION = 1;

  /**
   * One function.
   *
   * @param memoryMegabytes empty where the manifest doesn't say
   * @param timeoutSeconds empty where the manifest doesn't say
   * @param environment variables of this function alone, over those of the whole zip
   */
  record Entry(
      String name,
      OptionalInt memoryMegabytes,
      OptionalInt timeoutSeconds,
      Map<String, String> environment) {}

  boolean runsOnJava() {
    return runtime.startsWith("java");
  }

  /**
   * Reads the manifest of an unpacked zip.
   *
   * @throws StartException if it is missing or does not say what is needed
   */
  static Manifest read(Path root) {
    Path file = root.resolve(FILE_NAME);
    if (!Files.isRegularFile(file)) {
      throw new StartException(
          "functions.json is missing at the root of the zip: build the zip with the Quartet"
              + " extension, which writes it.");
    }
    JsonNode json;
    try {
      json = Json.MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new StartException("functions.json is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new StartException("functions.json can't be read: " + e.getMessage());
    }
    int schemaVersion = json.path("schemaVersion").asInt(0);
    if (schemaVersion != SCHEMA_VERSION) {
      throw new StartException(
          "functions.json: schemaVersion is "
              + json.path("schemaVersion")
              + ", but this local-lambda reads version 1.");
    }
    String runtime = json.path("runtime").asText("");
    if (!runtime.startsWith("java") && !runtime.startsWith("provided")) {
      throw new StartException(
          "functions.json: runtime is \"" + runtime + "\"; it must be java* or provided.*.");
    }
    String handler = json.path("handler").asText("");
    if (runtime.startsWith("java") && handler.isBlank()) {
      throw new StartException(
          "functions.json: handler is missing; a "
              + runtime
              + " zip needs one, such as package.Class::method.");
    }
    return new Manifest(
        runtime, handler, environment(json.path("environment")), functions(json.path("functions")));
  }

  private static Map<String, String> environment(JsonNode json) {
    Map<String, String> variables = new LinkedHashMap<>();
    json.properties().forEach(each -> variables.put(each.getKey(), each.getValue().asText()));
    return Collections.unmodifiableMap(variables);
  }

  private static List<Entry> functions(JsonNode json) {
    List<Entry> functions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode function : json) {
      String name = function.path("name").asText("");
      if (!name.matches("[a-zA-Z0-9-_]{1,64}")) {
        throw new StartException(
            "functions.json: functions/"
                + functions.size()
                + "/name is \""
                + name
                + "\"; it must be 1 to 64 letters, digits, hyphens or underscores.");
      }
      if (!names.add(name)) {
        throw new StartException("functions.json: function " + name + " is there twice.");
      }
      functions.add(
          new Entry(
              name,
              positive(function, name, "memoryMegabytes"),
              positive(function, name, "timeoutSeconds"),
              environment(function.path("environment"))));
    }
    if (functions.isEmpty()) {
      throw new StartException("functions.json: functions is empty; it must name one at least.");
    }
    return List.copyOf(functions);
  }

  private static OptionalInt positive(JsonNode function, String name, String member) {
    JsonNode value = function.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalInt.empty();
    }
    if (!value.canConvertToInt() || value.asInt() < 1) {
      throw new StartException(
          "functions.json: " + member + " of " + name + " is " + value + "; it must be above 0.");
    }
    return OptionalInt.of(value.asInt());
  }
}
