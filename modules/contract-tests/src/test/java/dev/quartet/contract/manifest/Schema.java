package dev.quartet.contract.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Locale;

/** A JSON Schema (2020-12) of the manifest. */
public final class Schema {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final JsonNode json;
  private final JsonSchema compiled;

  /**
   * @throws com.networknt.schema.JsonSchemaException when the JSON is no schema
   */
  public Schema(JsonNode json) {
    this.json = json;
    compiled =
        FACTORY.getSchema(
            json,
            SchemaValidatorsConfig.builder()
                .locale(Locale.ENGLISH)
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .build());
    compiled.initializeValidators();
  }

  JsonNode json() {
    return json;
  }

  /** The names of the properties that the schema tells; none when it is not of an object. */
  public List<String> properties() {
    return json.path("properties").propertyStream().map(property -> property.getKey()).toList();
  }

  /** Whether only an object fits. */
  public boolean isOfAnObject() {
    return json.path("type").asText().equals("object");
  }

  /** Where and why a value doesn't fit; empty when it does. */
  public List<String> problemsOf(JsonNode value) {
    return compiled.validate(value).stream().map(ValidationMessage::getMessage).toList();
  }

  /** Whether that keyword of the schema refuses the value at that JSON Pointer. */
  boolean finds(JsonNode value, String keyword, String pointer) {
    return compiled.validate(value).stream()
        .anyMatch(
            problem ->
                problem.getType().equals(keyword)
                    && problem.getInstanceLocation().toString().equals(pointer));
  }

  /** Follows a reference within this schema. */
  JsonNode resolved(JsonNode part) {
    return part.has("$ref") ? resolved(json.at(part.get("$ref").asText().substring(1))) : part;
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
