package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.curiousoddman.rgxgen.RgxGen;
import java.util.Map;
import java.util.Random;

/** Makes a small value for a schema, always the same one. */
final class Samples {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  private static final Map<String, String> BY_FORMAT =
      Map.of(
          "uuid", "01890a5d-ac96-774b-bcce-b302099a8057",
          "date-time", "2026-01-31T12:00:00Z",
          "date", "2026-01-31",
          "time", "12:00:00Z",
          "duration", "PT1S",
          "uri", "https://example.com",
          "email", "ada@example.com");

  /**
   * A value of the required members alone. It may break a schema whose rules contradict or go
   * beyond types and sizes; {@link SchemaRules} tells.
   */
  static JsonNode of(JsonNode schema) {
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? type.get(0).asText() : type.asText()) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "number" -> number(schema);
      case "integer" -> integer(schema);
      case "boolean" -> MAKE.booleanNode(true);
      case "string" -> MAKE.textNode(text(schema));
      default -> MAKE.objectNode();
    };
  }

  private static ObjectNode object(JsonNode schema) {
    ObjectNode sample = MAKE.objectNode();
    schema
        .path("required")
        .forEach(
            name -> sample.set(name.asText(), of(schema.at("/properties").get(name.asText()))));
    return sample;
  }

  private static ArrayNode array(JsonNode schema) {
    ArrayNode sample = MAKE.arrayNode();
    int length = Math.max(1, schema.path("minItems").asInt(1));
    for (int i = 0; i < length; i++) {
      sample.add(of(schema.get("items")));
    }
    return sample;
  }

  private static JsonNode number(JsonNode schema) {
    double lowest = schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY);
    double highest = schema.path("maximum").asDouble(Double.POSITIVE_INFINITY);
    return MAKE.numberNode(Math.min(highest, Math.max(lowest, 0.1)));
  }

  private static JsonNode integer(JsonNode schema) {
    long lowest = schema.path("minimum").asLong(Long.MIN_VALUE);
    long highest = schema.path("maximum").asLong(Long.MAX_VALUE);
    return MAKE.numberNode(Math.min(highest, Math.max(lowest, 1)));
  }

  private static String text(JsonNode schema) {
    if (schema.has("pattern")) {
      RgxGen generator = RgxGen.parse(schema.get("pattern").asText());
      return generator.generate(new Random(1));
    }
    if (schema.has("contentEncoding")) {
      return "AAAA";
    }
    String text = BY_FORMAT.getOrDefault(schema.path("format").asText(), "text");
    int least = schema.path("minLength").asInt(0);
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    return text.length() < least
        ? text + "x".repeat(least - text.length())
        : text.substring(0, Math.min(text.length(), most));
  }

  private Samples() {}
}
