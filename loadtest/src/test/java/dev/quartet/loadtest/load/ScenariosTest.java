package dev.quartet.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that is built is compared, whether or not it has a scenario of its own. */
final class ScenariosTest {
  private static final String ECHO =
      """
      {"name":"echo",
       "input":{"type":"object"},
       "output":{"type":"object",
         "properties":{"text":{"type":"string","maxLength":3},
           "parts":{"type":"array","items":{"type":"integer"}}},
         "required":["text"]},
       "sample":{"text":"hi","times":2}}
      """;
  private static final String PREDICT = "{\"name\":\"predict\",\"input\":{},\"output\":{}}";
  private static final String UUID = "{\"name\":\"uuid\",\"input\":{},\"output\":{}}";
  private static final String NIGHTLY = "{\"name\":\"nightly\"}";

  private final Path root;

  ScenariosTest(@TempDir Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("loadtest/models/digits"));
    HeldOutFixture.write(root.resolve("loadtest/models/digits"), 2);
  }

  @Test
  void everyFunctionOfTheManifestHasAScenario() throws Exception {
    Scenarios scenarios = built(ECHO, PREDICT, UUID, NIGHTLY);
    assertThat(scenarios.of(List.of()))
        .extracting(Scenario::getClass)
        .asList()
        .containsExactly(
            SampleScenario.class, PredictScenario.class, UuidScenario.class, SampleScenario.class);
    assertThat(scenarios.names()).containsExactly("echo", "predict", "uuid", "nightly");
    assertThat(scenarios.of(List.of("uuid", "echo")))
        .extracting(Scenario::function)
        .containsExactly("echo", "uuid");
  }

  @Test
  void startsEndWithPredictWhereItIsThereElseWithTheFirstFunction() throws Exception {
    assertThat(built(ECHO, PREDICT).ofStarts(List.of()).function()).isEqualTo("predict");
    assertThat(built(ECHO, UUID).ofStarts(List.of()).function()).isEqualTo("echo");
    assertThat(built(ECHO, PREDICT, UUID).ofStarts(List.of("uuid")).function()).isEqualTo("uuid");
  }

  @Test
  void predictsDigitsAreNotReadWithoutPredict() throws Exception {
    Files.delete(root.resolve("loadtest/models/digits/held-out.json"));
    assertThat(built(ECHO).names()).containsExactly("echo");
  }

  @Test
  void theSampleIsSentEachTimeToEveryArm() throws Exception {
    Scenario echo = built(ECHO).of(List.of()).getFirst();
    assertThat(echo.calls(7, 3))
        .hasSize(3)
        .allSatisfy(
            call -> {
              assertThat(call.body().toString()).isEqualTo("{\"text\":\"hi\",\"times\":2}");
              assertThat(call.status()).isEqualTo(200);
            });
    assertThat(echo.writesToStores()).isFalse();
  }

  @Test
  void anAnswerMustFitTheOutputSchema() throws Exception {
    Scenario echo = built(ECHO).of(List.of()).getFirst();
    assertThat(problem(echo, "{\"text\":\"abc\",\"parts\":[1,2],\"more\":null}")).isEmpty();
    assertThat(problem(echo, "{\"parts\":[1]}")).get().asString().contains("text");
    assertThat(problem(echo, "{\"text\":5}")).get().asString().contains("/text").contains("string");
    assertThat(problem(echo, "{\"text\":\"abcd\"}"))
        .get()
        .asString()
        .contains("/text")
        .contains("3");
    assertThat(problem(echo, "{\"text\":\"a\",\"parts\":[1,\"2\"]}"))
        .get()
        .asString()
        .contains("/parts/1");
    assertThat(problem(echo, "[]")).get().asString().contains("object");
    assertThat(problem(echo, "not JSON")).get().asString().contains("not JSON");
    assertThat(problem(echo, "")).get().asString().contains("empty");
  }

  @Test
  void aFunctionWithoutOutputMustAnswerNothingWithStatus204() throws Exception {
    Scenario nightly = built(NIGHTLY).of(List.of()).getFirst();
    assertThat(nightly.firstCall().status()).isEqualTo(204);
    assertThat(nightly.firstCall().body().toString()).isEqualTo("{}");
    assertThat(problem(nightly, "")).isEmpty();
    assertThat(problem(nightly, "{}")).get().asString().contains("expected no body");
  }

  @Test
  void theLocalTargetsManifestIsPreferredAndAnothersTakenWhereItIsMissing() throws Exception {
    write("lambda-jvm", UUID);
    assertThat(Scenarios.built(root, 0).names()).containsExactly("uuid");
    write("local", ECHO);
    assertThat(Scenarios.built(root, 0).names()).containsExactly("echo");
  }

  @Test
  void aMissingManifestIsNamedWithTheRemedy() {
    assertThatThrownBy(() -> Scenarios.built(root, 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("modules/targets/local/target/functions.json")
        .hasMessageContaining("./mvnw package");
  }

  @Test
  void aManifestWithFaultsIsRefusedByTheFunction() {
    assertThatThrownBy(() -> built("{\"name\":\"echo\",\"input\":{},\"output\":{}}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("echo takes an input and has no sample");
    assertThatThrownBy(() -> built("{\"name\":\"echo\",\"output\":{\"$ref\":\"#/none\"}}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the output of echo is no JSON Schema");
    assertThatThrownBy(() -> built())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("names no function");
  }

  private Scenarios built(String... functions) throws IOException {
    write("local", functions);
    return Scenarios.built(root, 1_700_000_000_000L);
  }

  private void write(String target, String... functions) throws IOException {
    Path folder = Files.createDirectories(root.resolve("modules/targets/" + target + "/target"));
    Files.writeString(
        folder.resolve("functions.json"),
        "{\"schemaVersion\":1,\"functions\":[" + String.join(",", functions) + "]}");
  }

  private static Optional<String> problem(Scenario scenario, String body) {
    return scenario.firstCall().check().problemOf(Buffer.buffer(body));
  }
}
