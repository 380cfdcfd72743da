package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ArrayType;
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
  private static final DotName JSON_IGNORE =
      DotName.createSimple("com.fasterxml.jackson.annotation.JsonIgnore");

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

  /** Types that hold any JSON. */
  private static final Set<String> ANYTHING =
      Set.of(
          "java.lang.Object",
          "com.fasterxml.jackson.databind.JsonNode",
          "com.fasterxml.jackson.databind.node.ObjectNode",
          "com.fasterxml.jackson.databind.node.ArrayNode");

  /** With one of these an abstract type says by itself how it is read. */
  private static final List<DotName> SAYS_HOW =
      Stream.of("JsonTypeInfo", "JsonCreator", "JsonValue")
          .map(name -> DotName.createSimple("com.fasterxml.jackson.annotation." + name))
          .toList();

  private final IndexView index;
  private final BiConsumer<String, String> complain;
  private final Deque<DotName> open = new ArrayDeque<>();
  private final Deque<String> path = new ArrayDeque<>();

  /**
   * @param complain told of a type that JSON can't hold: where, as a JSON Pointer, and what
   */
  JsonSchemas(IndexView index, BiConsumer<String, String> complain) {
    this.index = index;
    this.complain = complain;
  }

  /** The schema of a type; the empty schema, which allows anything, where no more can be said. */
  ObjectNode of(Type type) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    String name = type.name().toString();
    if (type.kind() == Type.Kind.ARRAY) {
      return arrayOf(type.asArrayType());
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
    if (ANYTHING.contains(name) || open.contains(type.name())) {
      return schema;
    }
    @Nullable ClassInfo info = name.startsWith("java.") ? null : index.getClassByName(type.name());
    if (info == null || type.kind() == Type.Kind.TYPE_VARIABLE) {
      complain(
          "is of the type %s, which JSON can't hold. Use records, collections, text, numbers."
              .formatted(name));
      return schema;
    }
    if (info.isEnum()) {
      return enumOf(info);
    }
    if (Modifier.isAbstract(info.flags())) {
      if (SAYS_HOW.stream().noneMatch(info::hasDeclaredAnnotation)) {
        complain(
            "is of the abstract type %s. Use a record, or say which by @JsonTypeInfo."
                .formatted(name));
      }
      return schema;
    }
    return objectOf(info);
  }

  private void complain(String problem) {
    complain.accept(String.join("", path.reversed()), problem);
  }

  /** Jackson writes bytes as text. */
  private ObjectNode arrayOf(ArrayType array) {
    if (array.name().toString().equals("[B")) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("type", "string")
          .put("contentEncoding", "base64");
    }
    return arrayOf(array.componentType());
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
      for (FieldInfo field : fieldsOf(info)) {
        String name = jsonName(field);
        path.push("/" + name);
        ObjectNode property = of(field.type());
        path.pop();
        constrain(property, field);
        allowNull(property, field);
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

  /** Those of the superclasses first, as Jackson writes them. */
  private List<FieldInfo> fieldsOf(ClassInfo info) {
    @Nullable ClassInfo parent =
        info.superName() == null || info.superName().toString().startsWith("java.")
            ? null
            : index.getClassByName(info.superName());
    return Stream.concat(
            parent == null ? Stream.of() : fieldsOf(parent).stream(),
            info.unsortedFields().stream()
                .filter(field -> !Modifier.isStatic(field.flags()))
                .filter(field -> !Modifier.isTransient(field.flags()))
                .filter(field -> !field.hasAnnotation(JSON_IGNORE)))
        .toList();
  }

  private static String jsonName(FieldInfo field) {
    ClassInfo owner = field.declaringClass();
    @Nullable AnnotationInstance annotation = field.annotation(JSON_PROPERTY);
    if (annotation == null && owner.isRecord()) {
      annotation = owner.recordComponent(field.name()).annotation(JSON_PROPERTY);
    }
    @Nullable AnnotationValue value = annotation == null ? null : annotation.value();
    return value == null || value.asString().isEmpty() ? field.name() : value.asString();
  }

  /** A field that says that it may be null is read from null and written as null. */
  private static void allowNull(ObjectNode schema, FieldInfo field) {
    boolean nullable =
        Stream.concat(field.declaredAnnotations().stream(), field.type().annotations().stream())
            .anyMatch(annotation -> annotation.name().withoutPackagePrefix().equals("Nullable"));
    if (nullable && schema.path("type").isTextual()) {
      String type = schema.get("type").asText();
      schema.putArray("type").add(type).add("null");
      if (schema.path("enum").isArray()) {
        schema.withArray("enum").addNull();
      }
    }
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
    decimalLimit(schema, "inimum", constraint(field, "DecimalMin"));
    decimalLimit(schema, "aximum", constraint(field, "DecimalMax"));
    putIf(constraint(field, "Positive"), schema, "exclusiveMinimum");
    putIf(constraint(field, "PositiveOrZero"), schema, "minimum");
    putIf(constraint(field, "Negative"), schema, "exclusiveMaximum");
    putIf(constraint(field, "NegativeOrZero"), schema, "maximum");
    if (constraint(field, "Email") != null) {
      schema.put("format", "email");
    }
    @Nullable AnnotationInstance pattern = constraint(field, "Pattern");
    if (pattern != null) {
      // Bean Validation matches the whole text, JSON Schema any part of it.
      schema.put("pattern", "^(?:" + pattern.value("regexp").asString() + ")$");
    }
  }

  private static @Nullable AnnotationValue valueOf(@Nullable AnnotationInstance annotation) {
    return annotation == null ? null : annotation.value();
  }

  private static void putIf(
      @Nullable AnnotationInstance constraint, ObjectNode schema, String keyword) {
    if (constraint != null) {
      schema.put(keyword, 0);
    }
  }

  private static void decimalLimit(
      ObjectNode schema, String keyword, @Nullable AnnotationInstance constraint) {
    if (constraint != null) {
      @Nullable AnnotationValue inclusive = constraint.value("inclusive");
      boolean included = inclusive == null || inclusive.asBoolean();
      schema.put(
          included ? "m" + keyword : "exclusiveM" + keyword,
          new BigDecimal(constraint.value().asString()));
    }
  }

  private static void limit(ObjectNode schema, String keyword, @Nullable AnnotationValue value) {
    if (value != null) {
      schema.put(keyword, value.asLong());
    }
  }
}
