package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas (2020-12) of Java types, from their fields or record components, Jackson's names and
 * their Bean Validation constraints. Works on the index, so that no class is loaded at build time.
 */
final class JsonSchemas {

  private static final String CONSTRAINTS = "jakarta.validation.constraints.";
  private static final DotName JSON_PROPERTY =
      DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");

  private static final Set<String> INTEGERS =
      Set.of(
          "byte",
          "short",
          "int",
          "long",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.math.BigInteger");
  private static final Set<String> NUMBERS =
      Set.of("float", "double", "java.lang.Float", "java.lang.Double", "java.math.BigDecimal");
  private static final Set<String> STRINGS =
      Set.of("java.lang.String", "java.lang.CharSequence", "char", "java.lang.Character");
  private static final Map<String, String> FORMATS =
      Map.of(
          "java.util.UUID", "uuid",
          "java.time.Instant", "date-time",
          "java.time.OffsetDateTime", "date-time",
          "java.time.LocalDate", "date",
          "java.time.Duration", "duration",
          "java.net.URI", "uri");
  private static final Set<String> COLLECTIONS =
      Set.of("java.util.List", "java.util.Set", "java.util.Collection");

  private final IndexView index;
  private final Deque<DotName> open = new ArrayDeque<>();

  JsonSchemas(IndexView index) {
    this.index = index;
  }

  /** The schema of a type; the empty schema, which allows anything, for one that is not indexed. */
  ObjectNode of(Type type) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    String name = type.name().toString();
    if (type.kind() == Type.Kind.ARRAY) {
      return arrayOf(type.asArrayType().elementType());
    }
    if (INTEGERS.contains(name)) {
      return schema.put("type", "integer");
    }
    if (NUMBERS.contains(name)) {
      return schema.put("type", "number");
    }
    if (STRINGS.contains(name)) {
      return schema.put("type", "string");
    }
    if (name.equals("boolean") || name.equals("java.lang.Boolean")) {
      return schema.put("type", "boolean");
    }
    if (FORMATS.containsKey(name)) {
      return schema.put("type", "string").put("format", FORMATS.get(name));
    }
    if (type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
      var arguments = type.asParameterizedType().arguments();
      if (COLLECTIONS.contains(name)) {
        return arrayOf(arguments.getFirst());
      }
      if (name.equals("java.util.Map")) {
        schema.put("type", "object").set("additionalProperties", of(arguments.getLast()));
        return schema;
      }
    }
    @Nullable ClassInfo info = index.getClassByName(type.name());
    if (info == null || open.contains(info.name())) {
      return schema;
    }
    return info.isEnum() ? enumOf(info) : objectOf(info);
  }

  private ObjectNode arrayOf(Type element) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
    schema.set("items", of(element));
    return schema;
  }

  private static ObjectNode enumOf(ClassInfo info) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
    ArrayNode values = schema.putArray("enum");
    info.enumConstants().forEach(constant -> values.add(constant.name()));
    return schema;
  }

  private ObjectNode objectOf(ClassInfo info) {
    open.push(info.name());
    try {
      ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
      ObjectNode properties = schema.putObject("properties");
      ArrayNode required = JsonNodeFactory.instance.arrayNode();
      for (FieldInfo field : info.unsortedFields()) {
        if (Modifier.isStatic(field.flags()) || Modifier.isTransient(field.flags())) {
          continue;
        }
        ObjectNode property = of(field.type());
        constrain(property, field);
        String name = jsonName(info, field);
        properties.set(name, property);
        if (isRequired(field)) {
          required.add(name);
        }
      }
      if (!required.isEmpty()) {
        schema.set("required", required);
      }
      return schema;
    } finally {
      open.pop();
    }
  }

  private static String jsonName(ClassInfo owner, FieldInfo field) {
    @Nullable AnnotationInstance annotation = field.annotation(JSON_PROPERTY);
    if (annotation == null && owner.isRecord()) {
      annotation = owner.recordComponent(field.name()).annotation(JSON_PROPERTY);
    }
    @Nullable AnnotationValue value = annotation == null ? null : annotation.value();
    return value == null || value.asString().isEmpty() ? field.name() : value.asString();
  }

  private static boolean isRequired(FieldInfo field) {
    return field.type().kind() == Type.Kind.PRIMITIVE
        || constraint(field, "NotNull") != null
        || constraint(field, "NotBlank") != null
        || constraint(field, "NotEmpty") != null;
  }

  private static @Nullable AnnotationInstance constraint(FieldInfo field, String name) {
    return field.annotations(DotName.createSimple(CONSTRAINTS + name)).stream()
        .filter(annotation -> annotation.target().kind() == AnnotationTarget.Kind.FIELD)
        .findFirst()
        .orElse(null);
  }

  private static void constrain(ObjectNode schema, FieldInfo field) {
    boolean text = schema.path("type").asText().equals("string");
    @Nullable AnnotationInstance size = constraint(field, "Size");
    if (size != null) {
      limit(schema, text ? "minLength" : "minItems", size.value("min"));
      limit(schema, text ? "maxLength" : "maxItems", size.value("max"));
    }
    if (constraint(field, "NotBlank") != null || constraint(field, "NotEmpty") != null) {
      schema.put(text ? "minLength" : "minItems", 1);
    }
    limit(schema, "minimum", valueOf(constraint(field, "Min")));
    limit(schema, "maximum", valueOf(constraint(field, "Max")));
    if (constraint(field, "Positive") != null) {
      schema.put("exclusiveMinimum", 0);
    }
    if (constraint(field, "PositiveOrZero") != null) {
      schema.put("minimum", 0);
    }
    @Nullable AnnotationInstance pattern = constraint(field, "Pattern");
    if (pattern != null) {
      schema.put("pattern", pattern.value("regexp").asString());
    }
  }

  private static @Nullable AnnotationValue valueOf(@Nullable AnnotationInstance annotation) {
    return annotation == null ? null : annotation.value();
  }

  private static void limit(ObjectNode schema, String keyword, @Nullable AnnotationValue value) {
    if (value != null) {
      schema.put(keyword, value.asLong());
    }
  }

  /** A small value that the schema allows, for the examples of the API description. */
  static JsonNode sampleOf(JsonNode schema) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    return switch (schema.path("type").asText()) {
      case "object" -> {
        ObjectNode sample = make.objectNode();
        schema
            .path("required")
            .forEach(
                name ->
                    sample.set(
                        name.asText(), sampleOf(schema.get("properties").get(name.asText()))));
        yield sample;
      }
      case "array" -> {
        ArrayNode sample = make.arrayNode();
        int length = Math.max(1, schema.path("minItems").asInt(1));
        for (int i = 0; i < length; i++) {
          sample.add(sampleOf(schema.get("items")));
        }
        yield sample;
      }
      case "number" -> make.numberNode(Math.max(0.1, schema.path("minimum").asDouble(0.1)));
      case "integer" -> make.numberNode(Math.max(1, schema.path("minimum").asLong(1)));
      case "boolean" -> make.booleanNode(true);
      case "string" ->
          make.textNode(
              switch (schema.path("format").asText()) {
                case "uuid" -> "01890a5d-ac96-774b-bcce-b302099a8057";
                case "date-time" -> "2026-01-31T12:00:00Z";
                case "date" -> "2026-01-31";
                default -> "text";
              });
      default -> make.objectNode();
    };
  }
}
