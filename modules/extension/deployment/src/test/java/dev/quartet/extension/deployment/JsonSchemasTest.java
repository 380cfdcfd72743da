package dev.quartet.extension.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonSchemasTest {

  enum Colour {
    RED,
    GREEN
  }

  record Leaf(
      @JsonProperty("class") int kind,
      @NotNull @Size(min = 3, max = 3) float[] data,
      @Nullable @Size(max = 9) String text,
      @Nullable @Pattern(regexp = "a+") String pattern,
      @Min(1) @Max(5) long stars,
      @Nullable UUID id,
      @Nullable Instant at,
      @Nullable Colour colour,
      @Nullable List<Leaf> children,
      @Nullable Map<String, Boolean> flags) {}

  private static JsonNode schema() throws IOException {
    Index index = Index.of(Leaf.class, Colour.class);
    return new JsonSchemas(index, (path, problem) -> fail(path + problem))
        .of(Type.create(DotName.createSimple(Leaf.class.getName()), Type.Kind.CLASS));
  }

  @Test
  void aRecordBecomesAnObjectWithItsConstraints() throws IOException {
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"type":"object","properties":{
                  "class":{"type":"integer"},
                  "data":{"type":"array","items":{"type":"number"},"minItems":3,"maxItems":3},
                  "text":{"type":["string","null"],"maxLength":9},
                  "pattern":{"type":["string","null"],"pattern":"^(?:a+)$"},
                  "stars":{"type":"integer","minimum":1,"maximum":5},
                  "id":{"type":["string","null"],"format":"uuid"},
                  "at":{"type":["string","null"],"format":"date-time"},
                  "colour":{"type":["string","null"],"enum":["RED","GREEN",null]},
                  "children":{"type":["array","null"],"items":{}},
                  "flags":{"type":["object","null"],"additionalProperties":{"type":"boolean"}}},
                 "required":["class","data","stars"]}
                """);
    assertThat(new ObjectMapper().readTree(schema().toString())).isEqualTo(expected);
  }

  @Test
  void aSampleKeepsToTheSchema() throws IOException {
    JsonNode sample = Samples.of(schema());
    assertThat(sample.toString()).isEqualTo("{\"class\":1,\"data\":[0.1,0.1,0.1],\"stars\":1}");
  }
}
