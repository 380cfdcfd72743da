package dev.quartet.contract.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.contract.manifest.BrokenInputs.Broken;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BrokenInputsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ORDER =
      """
      {"type":"object",
       "properties":{
         "name":{"type":"string"},
         "count":{"type":"integer"},
         "note":{"type":"string"},
         "anything":{},
         "to":{"$ref":"#/$defs/place"},
         "parts":{"type":"array","items":{"type":"object",
           "properties":{"id/~":{"type":"string"},"weight":{"type":"number"}},
           "required":["id/~"]}}},
       "required":["name","count","to"],
       "$defs":{"place":{"type":"object",
         "properties":{"street":{"type":["string","null"]}},
         "required":["street"]}}}
      """;
  private static final String GOOD =
      """
      {"name":"a","count":1,"anything":true,"to":{"street":"b"},"parts":[{"id/~":"c"},{"id/~":"d"}]}
      """;

  private final Schema schema = new Schema(json(ORDER));
  private final BrokenInputs broken = new BrokenInputs(schema, json(GOOD));

  @Test
  void everyRequiredFieldIsLeftOutAndMadeNullInItsTurn() {
    assertThat(broken.missingFields())
        .extracting(Broken::pointer)
        .containsExactlyInAnyOrder("/name", "/count", "/to", "/to/street", "/parts/0/id~1~0");
    assertThat(missing("/name"))
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"count\":1,\"anything\":true,\"to\":{\"street\":\"b\"},\"parts\":[{\"id/~\":\"c\"},{\"id/~\":\"d\"}]}",
            "{\"name\":null,\"count\":1,\"anything\":true,\"to\":{\"street\":\"b\"},\"parts\":[{\"id/~\":\"c\"},{\"id/~\":\"d\"}]}");
  }

  @Test
  void aFieldThatMayBeNullIsOnlyLeftOut() {
    assertThat(missing("/to/street")).hasSize(1);
  }

  @Test
  void everyFieldGetsValuesOfEveryTypeThatItMustNotHave() {
    assertThat(broken.wrongTypes())
        .extracting(Broken::pointer)
        .containsExactlyInAnyOrder(
            "/name",
            "/count",
            "/note",
            "/to",
            "/to/street",
            "/parts",
            "/parts/0",
            "/parts/0/id~1~0",
            "/parts/0/weight");
    assertThat(wrong("/count"))
        .extracting(input -> input.path("count").toString())
        .containsExactly("\"text\"", "0.5", "true", "[5]", "{\"a\":5}");
    assertThat(wrong("/parts/0/weight"))
        .extracting(input -> input.at("/parts/0/weight").toString())
        .containsExactly("\"text\"", "true", "[5]", "{\"a\":5}");
    assertThat(wrong("/parts/0"))
        .extracting(input -> input.at("/parts/1/id~1~0").asText())
        .containsOnly("d");
  }

  @Test
  void theWholeInputGetsThemToo() {
    assertThat(broken.wrongWholes())
        .extracting(JsonNode::toString)
        .containsExactly("\"text\"", "5", "0.5", "true", "[5]");
  }

  @Test
  void theSchemaRefusesEveryOne() {
    assertThat(
            Stream.concat(broken.missingFields().stream(), broken.wrongTypes().stream())
                .flatMap(each -> each.inputs().stream()))
        .hasSizeGreaterThan(40)
        .allSatisfy(input -> assertThat(schema.problemsOf(input)).isNotEmpty());
    assertThat(schema.problemsOf(json(GOOD))).isEmpty();
  }

  @Test
  void whatASchemaLeavesOpenIsNotBroken() {
    BrokenInputs open = new BrokenInputs(new Schema(json("{}")), json("{\"a\":1}"));
    assertThat(open.missingFields()).isEmpty();
    assertThat(open.wrongTypes()).isEmpty();
    assertThat(open.wrongWholes()).isEmpty();
  }

  private List<JsonNode> missing(String pointer) {
    return at(pointer, broken.missingFields());
  }

  private List<JsonNode> wrong(String pointer) {
    return at(pointer, broken.wrongTypes());
  }

  private static List<JsonNode> at(String pointer, List<Broken> all) {
    return all.stream()
        .filter(each -> each.pointer().equals(pointer))
        .findFirst()
        .orElseThrow()
        .inputs();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
