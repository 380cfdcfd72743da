package dev.quartet.contract.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One function as the running target's {@code GET /functions} describes it. */
public final class FunctionEntry {

  private final JsonNode json;

  FunctionEntry(JsonNode json) {
    this.json = json;
  }

  /**
   * All functions of a target.
   *
   * @throws AssertionError when the target doesn't list them, or one has an input and no sample
   */
  public static List<FunctionEntry> all(Http http) {
    Answer answer = http.get("/functions");
    if (answer.status() != 200 || !answer.json().isArray()) {
      throw new AssertionError("Expected an array of functions, got " + answer);
    }
    List<FunctionEntry> functions = new ArrayList<>();
    for (JsonNode json : answer.json()) {
      if (!json.path("name").isTextual() || (json.has("input") && !json.has("sample"))) {
        throw new AssertionError("Expected a name, and a sample of the input, got " + json);
      }
      functions.add(new FunctionEntry(json));
    }
    return functions;
  }

  public String name() {
    return json.get("name").asText();
  }

  public String path() {
    return "/" + name();
  }

  /** What its input must be; empty when it takes none. */
  public Optional<Schema> input() {
    return schema("input");
  }

  /** What its output is; empty when it answers nothing. */
  public Optional<Schema> output() {
    return schema("output");
  }

  private Optional<Schema> schema(String member) {
    @Nullable JsonNode schema = json.get(member);
    return schema == null ? Optional.empty() : Optional.of(new Schema(schema));
  }

  /** An input that is good; {@code {}} for a function that ignores it. */
  public JsonNode sample() {
    @Nullable JsonNode sample = json.get("sample");
    return sample == null ? new ObjectMapper().createObjectNode() : sample;
  }

  /** Inputs that each break the schema in one place; none for a function without input. */
  public Optional<BrokenInputs> broken() {
    return input().map(schema -> new BrokenInputs(schema, sample()));
  }

  /** The sample with one more field, where the schema names the fields that an input has. */
  public Optional<JsonNode> sampleWithAnUnknownField() {
    if (!sample().isObject() || !json.path("input").has("properties")) {
      return Optional.empty();
    }
    ObjectNode more = sample().deepCopy();
    return Optional.of(more.put("aFieldThatNoFunctionHas", 1));
  }

  @Override
  public String toString() {
    return name();
  }
}
