package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.extension.http.BodyKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jspecify.annotations.Nullable;

/** Adds a path for each function to the API description. */
final class FunctionPaths implements OASFilter {

  private static final String JSON = "application/json";
  private static final String CLOUD_EVENT = "CloudEventForFunction";
  private static final String PROBLEM = "application/problem+json";

  /** What a function answers besides its output, by status. */
  private static final Map<String, String> PROBLEMS =
      Map.of(
          "400", "The body is not JSON, or a value has the wrong type",
          "413", "The body is too large",
          "415", "The media type is none of: " + BodyKind.accepted(),
          "422", "A constraint of the input is broken",
          "500", "The function failed",
          "503", "Overload, a time-out or a failing dependency; retry after the stated time");

  private final List<FunctionDescription> functions;

  FunctionPaths(List<FunctionDescription> functions) {
    this.functions = functions;
  }

  @Override
  public void filterOpenAPI(OpenAPI description) {
    if (description.getPaths() == null) {
      description.setPaths(OASFactory.createPaths());
    }
    if (description.getComponents() == null) {
      description.setComponents(OASFactory.createComponents());
    }
    description.getComponents().addSchema(CLOUD_EVENT, cloudEvent());
    for (FunctionDescription function : functions) {
      description
          .getPaths()
          .addPathItem(
              "/" + function.name(), OASFactory.createPathItem().POST(operation(function)));
    }
  }

  private static Operation operation(FunctionDescription function) {
    Operation operation =
        OASFactory.createOperation()
            .operationId(function.name())
            .summary(
                function.description() == null
                    ? "Calls the function " + function.name()
                    : function.description())
            .addTag("Functions")
            .responses(responses(function));
    if (function.input() != null && function.sample() != null) {
      operation.requestBody(
          OASFactory.createRequestBody()
              .required(true)
              .content(
                  content(function.input(), function.sample())
                      .addMediaType(BodyKind.CLOUD_EVENT.mediaType(), body(aCloudEvent()))
                      .addMediaType(
                          BodyKind.CLOUD_EVENTS.mediaType(),
                          body(
                              OASFactory.createSchema()
                                  .addType(Schema.SchemaType.ARRAY)
                                  .items(aCloudEvent())))));
    }
    return operation;
  }

  private static APIResponses responses(FunctionDescription function) {
    APIResponses responses = OASFactory.createAPIResponses();
    if (function.output() == null) {
      responses.addAPIResponse("204", OASFactory.createAPIResponse().description("No output"));
    } else {
      responses.addAPIResponse(
          "200",
          OASFactory.createAPIResponse()
              .description(
                  "The function's output; after a batch of CloudEvents, the ids of those that failed"
                      + " in batchItemFailures")
              .content(content(function.output(), Samples.of(function.output()))));
    }
    PROBLEMS.forEach(
        (status, meaning) ->
            responses.addAPIResponse(
                status,
                OASFactory.createAPIResponse()
                    .description(meaning)
                    .content(OASFactory.createContent().addMediaType(PROBLEM, body(problem())))));
    return responses;
  }

  private static Content content(JsonNode schema, JsonNode example) {
    return OASFactory.createContent()
        .addMediaType(JSON, body(schema(schema)).example(plain(example)));
  }

  private static MediaType body(Schema schema) {
    return OASFactory.createMediaType().schema(schema);
  }

  private static Schema aCloudEvent() {
    return OASFactory.createSchema().ref(CLOUD_EVENT);
  }

  /** One for all functions, because the document is read when an application starts. */
  private static Schema cloudEvent() {
    Schema event =
        OASFactory.createSchema()
            .description("A CloudEvent 1.0 in JSON")
            .addType(Schema.SchemaType.OBJECT)
            .addProperty(
                "data", OASFactory.createSchema().description("The input of the function"));
    for (String attribute : List.of("specversion", "id", "source", "type")) {
      event
          .addProperty(attribute, OASFactory.createSchema().addType(Schema.SchemaType.STRING))
          .addRequired(attribute);
    }
    return event.addProperty(
        "data_base64",
        OASFactory.createSchema()
            .description("The same in Base64")
            .addType(Schema.SchemaType.STRING)
            .contentEncoding("base64"));
  }

  private static @Nullable Object plain(JsonNode sample) {
    return new ObjectMapper().convertValue(sample, Object.class);
  }

  private static Schema problem() {
    Schema problem = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    for (String member : List.of("type", "title", "detail", "instance", "pointer")) {
      problem.addProperty(member, OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }
    return problem.addProperty(
        "status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER));
  }

  private static Schema schema(JsonNode json) {
    Schema schema = OASFactory.createSchema();
    json.properties()
        .forEach(
            member -> {
              JsonNode value = member.getValue();
              switch (member.getKey()) {
                case "type" -> types(value).forEach(schema::addType);
                case "format" -> schema.setFormat(value.asText());
                case "pattern" -> schema.setPattern(value.asText());
                case "contentEncoding" -> schema.setContentEncoding(value.asText());
                case "items" -> schema.setItems(schema(value));
                case "additionalProperties" -> schema.setAdditionalPropertiesSchema(schema(value));
                case "properties" ->
                    value
                        .properties()
                        .forEach(
                            property ->
                                schema.addProperty(property.getKey(), schema(property.getValue())));
                case "required" -> value.forEach(name -> schema.addRequired(name.asText()));
                case "enum" -> value.forEach(constant -> schema.addEnumeration(plain(constant)));
                case "minItems" -> schema.setMinItems(value.asInt());
                case "maxItems" -> schema.setMaxItems(value.asInt());
                case "minLength" -> schema.setMinLength(value.asInt());
                case "maxLength" -> schema.setMaxLength(value.asInt());
                case "minimum" -> schema.setMinimum(value.decimalValue());
                case "maximum" -> schema.setMaximum(value.decimalValue());
                case "exclusiveMinimum" -> schema.setExclusiveMinimum(value.decimalValue());
                case "exclusiveMaximum" -> schema.setExclusiveMaximum(value.decimalValue());
                default -> throw new IllegalStateException("no OpenAPI for " + member.getKey());
              }
            });
    return schema;
  }

  /** One type, or that and null. */
  private static Stream<Schema.SchemaType> types(JsonNode type) {
    Stream<JsonNode> names = type.isArray() ? type.valueStream() : Stream.of(type);
    return names.map(name -> Schema.SchemaType.valueOf(name.asText().toUpperCase(Locale.ROOT)));
  }
}
