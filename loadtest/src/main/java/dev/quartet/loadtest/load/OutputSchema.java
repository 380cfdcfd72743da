package dev.quartet.loadtest.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Locale;
import java.util.Optional;

/** A JSON Schema (2020-12) made ready before the run. Safe for concurrent use. */
final class OutputSchema {
  private final JsonSchema schema;

  /**
   * @throws IllegalArgumentException when the JSON is no schema
   */
  OutputSchema(JsonNode json) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .locale(Locale.ENGLISH)
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .failFast(true)
            .build();
    try {
      schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(json, config);
      schema.initializeValidators();
    } catch (JsonSchemaException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The first place where the answer doesn't fit, by its path; empty when it fits. */
  Optional<String> problemOf(JsonNode answer) {
    return schema.validate(answer).stream().map(ValidationMessage::getMessage).findFirst();
  }
}
