package dev.quartet.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Tables of all configuration keys, from what Quarkus's annotation processor wrote about the
 * configuration interfaces when they were compiled.
 */
final class ConfigurationTables {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a number counts, by the end of its key. */
  private static final Map<String, String> UNITS =
      Map.of("-bytes", "bytes", "-millis", "milliseconds", "-seconds", "seconds");

  private static final Map<String, String> TYPES =
      Map.of(
          "boolean",
          "true or false",
          "int",
          "whole number",
          "long",
          "whole number",
          "string",
          "text",
          "path",
          "path");

  private ConfigurationTables() {}

  /**
   * @param buildTime whether to list the keys that are read when an application is built, or those
   *     that are read when it runs
   */
  static String of(boolean buildTime) throws IOException {
    List<Path> models = models();
    if (models.isEmpty()) {
      throw new IllegalStateException(
          "There is no description of the configuration: build it with ./mvnw package -DskipTests");
    }
    Map<String, String> tables = new TreeMap<>();
    for (Path model : models) {
      JsonNode javadoc =
          JSON.readTree(model.resolveSibling("quarkus-config-javadoc.json").toFile())
              .get("elements");
      for (JsonNode root : JSON.readTree(model.toFile()).get("configRoots")) {
        String name = root.get("qualifiedNames").get(0).asText();
        List<String> rows = rows(root, javadoc, buildTime);
        if (!rows.isEmpty()) {
          tables.put(
              name,
              "### %s\n\n| key | environment variable | default | value | meaning |\n|---|---|---|---|---|\n%s\n"
                  .formatted(description(javadoc, name), String.join("\n", rows)));
        }
      }
    }
    return String.join("\n", tables.values());
  }

  private static List<Path> models() {
    return Repository.modules()
        .map(module -> module.resolve("target/classes/META-INF/quarkus-config-doc"))
        .map(folder -> folder.resolve("quarkus-config-model.json"))
        .filter(Files::isRegularFile)
        .toList();
  }

  private static List<String> rows(JsonNode root, JsonNode javadoc, boolean buildTime) {
    List<JsonNode> items = new ArrayList<>();
    root.get("items").forEach(items::add);
    return items.stream()
        .filter(item -> item.get("phase").asText().startsWith("BUILD") == buildTime)
        .sorted(Comparator.comparing(ConfigurationTables::key))
        .map(item -> row(item, javadoc))
        .toList();
  }

  private static String key(JsonNode item) {
    return item.at("/path/property").asText();
  }

  private static String row(JsonNode item, JsonNode javadoc) {
    String meaning =
        description(
            javadoc,
            item.get("sourceType").asText() + "." + item.get("sourceElementName").asText());
    return "| `%s` | `%s` | %s | %s | %s |"
        .formatted(
            key(item),
            item.at("/path/environmentVariable").asText(),
            defaultOf(item),
            value(item),
            meaning);
  }

  /** An optional key's is a phrase, any other's a value. */
  private static String defaultOf(JsonNode item) {
    boolean optional = item.path("optional").asBoolean();
    String value = item.path("defaultValue").asText(optional ? "none" : "");
    if (value.isEmpty()) {
      return "required";
    }
    return optional ? value : "`" + value + "`";
  }

  private static String value(JsonNode item) {
    if (item.has("enumAcceptedValues")) {
      return StreamSupport.stream(item.at("/enumAcceptedValues/values").spliterator(), false)
          .map(value -> "`" + value.get("configValue").asText() + "`")
          .collect(Collectors.joining(", "));
    }
    return UNITS.entrySet().stream()
        .filter(unit -> key(item).endsWith(unit.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> typeOf(item));
  }

  private static String typeOf(JsonNode item) {
    String type = item.get("typeDescription").asText();
    String told = TYPES.get(type);
    if (told == null) {
      throw new IllegalStateException(
          "%s is of the type %s: say in %s how the docs call it"
              .formatted(key(item), type, ConfigurationTables.class.getSimpleName()));
    }
    return told;
  }

  /** Javadoc as Markdown; only {@code @code} tags are known. */
  private static String description(JsonNode javadoc, String element) {
    String text = javadoc.at("/" + element + "/description").asText();
    if (text.isBlank()) {
      throw new IllegalStateException(element + " has no Javadoc");
    }
    String markdown =
        text.replaceAll("\\s+", " ").replaceAll("\\{@code ([^}]*)}", "`$1`").replace("|", "\\|");
    if (markdown.contains("{@")) {
      throw new IllegalStateException(element + " has Javadoc tags other than @code: " + text);
    }
    return markdown;
  }
}
