package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.List;

/** Holds a value to a JSON Schema. */
final class SchemaRules {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .pathType(PathType.JSON_POINTER)
          .formatAssertionsEnabled(true)
          .build();

  private final JsonSchema schema;

  SchemaRules(JsonNode schema) {
    this.schema = FACTORY.getSchema(schema, CONFIG);
  }

  /** What of the value breaks the schema, each with its place; empty when it fits. */
  List<String> brokenBy(JsonNode value) {
    return schema.validate(value).stream()
        .map(message -> message.getMessage())
        .map(message -> message.startsWith(":") ? "it" + message.substring(1) : message)
        .sorted()
        .toList();
  }
}
