package dev.quartet.contract.manifest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Inputs that differ from a good one in one place, so that the schema doesn't allow them. Where the
 * schema leaves nothing to break there are none.
 */
public final class BrokenInputs {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  /** One of each of JSON's types, and both kinds of numbers. */
  private static final List<JsonNode> OF_EACH_TYPE =
      List.of(
          MAKE.textNode("text"),
          MAKE.numberNode(5),
          MAKE.numberNode(0.5),
          MAKE.booleanNode(true),
          MAKE.arrayNode().add(5),
          MAKE.objectNode().put("a", 5));

  private final Schema schema;
  private final JsonNode good;
  private final List<JsonPointer> places = new ArrayList<>();
  private final List<JsonPointer> required = new ArrayList<>();

  BrokenInputs(Schema schema, JsonNode good) {
    this.schema = schema;
    this.good = good;
    visit(schema.json(), good, JsonPointer.empty());
  }

  /**
   * Inputs that are wrong at the same place.
   *
   * @param pointer the place as a JSON Pointer; empty for the whole input
   */
  public record Broken(String pointer, List<JsonNode> inputs) {}

  /**
   * The good input without one of the fields that it must have: absent, and null if it must not be.
   */
  public List<Broken> missingFields() {
    return required.stream()
        .map(
            field ->
                new Broken(
                    field.toString(),
                    Stream.of(without(field), with(field, MAKE.nullNode()))
                        .filter(input -> !schema.problemsOf(input).isEmpty())
                        .toList()))
        .toList();
  }

  /**
   * The good input with a value of another type, for each field in its turn and for the first item
   * of each array.
   */
  public List<Broken> wrongTypes() {
    return places.stream()
        .filter(place -> !place.matches())
        .map(this::wrongTypesAt)
        .filter(broken -> !broken.inputs().isEmpty())
        .toList();
  }

  /** Values of another type than the whole input must have. */
  public List<JsonNode> wrongWholes() {
    return wrongTypesAt(JsonPointer.empty()).inputs();
  }

  private Broken wrongTypesAt(JsonPointer place) {
    return new Broken(
        place.toString(),
        OF_EACH_TYPE.stream()
            .map(value -> with(place, value))
            .filter(input -> schema.finds(input, "type", place.toString()))
            .toList());
  }

  private void visit(JsonNode unresolved, JsonNode value, JsonPointer place) {
    JsonNode part = schema.resolved(unresolved);
    places.add(place);
    part.path("properties")
        .properties()
        .forEach(
            property -> {
              JsonPointer field = place.appendProperty(property.getKey());
              if (value.hasNonNull(property.getKey())) {
                visit(property.getValue(), value.get(property.getKey()), field);
              } else if (value.isObject()) {
                places.add(field);
              }
            });
    part.path("required")
        .forEach(
            name -> {
              if (value.has(name.asText())) {
                required.add(place.appendProperty(name.asText()));
              }
            });
    if (part.has("items") && value.isArray() && !value.isEmpty()) {
      visit(part.get("items"), value.get(0), place.appendIndex(0));
    }
  }

  private JsonNode without(JsonPointer field) {
    JsonNode copy = good.deepCopy();
    ((ObjectNode) copy.at(field.head())).remove(field.last().getMatchingProperty());
    return copy;
  }

  private JsonNode with(JsonPointer place, JsonNode value) {
    if (place.matches()) {
      return value;
    }
    JsonNode copy = good.deepCopy();
    if (copy.at(place.head()) instanceof ArrayNode array) {
      array.set(place.last().getMatchingIndex(), value);
    } else {
      ((ObjectNode) copy.at(place.head())).set(place.last().getMatchingProperty(), value);
    }
    return copy;
  }
}
