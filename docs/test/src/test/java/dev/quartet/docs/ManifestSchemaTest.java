package dev.quartet.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests that the build made are what {@code docs/reference/functions.schema.json} says. */
class ManifestSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final Path TARGETS = Repository.ROOT.resolve("modules/targets");

  private final JsonSchema schema = schema();

  @ParameterizedTest
  @ValueSource(strings = {"local", "fargate", "fargate-native", "lambda-jvm", "lambda-native"})
  void theManifestOfATargetFitsTheSchema(String target) throws IOException {
    Path manifest = TARGETS.resolve(target).resolve("target/functions.json");
    assumeThat(manifest).as("%s is not built", target).exists();

    assertThat(schema.validate(JSON.readTree(manifest.toFile()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lambda-jvm", "lambda-native"})
  void theManifestInAZipSaysHowToStartIt(String target) throws IOException {
    Path zip = TARGETS.resolve(target).resolve("target/function.zip");
    assumeThat(zip).as("%s is not built", target).exists();

    JsonNode manifest = inZip(zip);

    assertThat(schema.validate(manifest)).isEmpty();
    assertThat(manifest.has("runtime")).isTrue();
  }

  @Test
  void samplesFitTheirSchemas() throws IOException {
    for (JsonNode function : local().get("functions")) {
      if (function.has("input")) {
        assertThat(SCHEMAS.getSchema(function.get("input")).validate(function.get("sample")))
            .as(function.get("name").asText())
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource
  void theSchemaRefuses(Consumer<ObjectNode> change) throws IOException {
    ObjectNode manifest = local();
    change.accept(manifest);

    assertThat(schema.validate(manifest)).isNotEmpty();
  }

  static Stream<Arguments> theSchemaRefuses() {
    return Stream.of(
        change("another version", manifest -> manifest.put("schemaVersion", 2)),
        change("a member that it doesn't know", manifest -> manifest.put("memory", 1)),
        change("a runtime alone", manifest -> manifest.put("runtime", "java25")),
        change("no functions", manifest -> manifest.remove("functions")),
        function("a name with a space", function -> function.put("name", "a b")),
        function("an input without a sample", function -> function.remove("sample")),
        function("an input that is no schema", function -> function.put("input", 1)),
        function("too little memory", function -> function.put("memoryMegabytes", 127)),
        function("too much time", function -> function.put("timeoutSeconds", 901)),
        function(
            "a variable that is no text",
            function -> function.putObject("environment").put("ABC", 1)),
        function(
            "a permission for anything",
            function ->
                function
                    .putArray("permissions")
                    .addObject()
                    .<ObjectNode>set("actions", JSON.createArrayNode().add("*"))
                    .set("resources", JSON.createArrayNode().add("arn:aws:s3:::*"))),
        function("no triggers", function -> function.putArray("triggers")),
        trigger("a trigger of another type", triggers -> triggers.put("type", "kafka")),
        trigger(
            "a large batch without a window",
            trigger ->
                trigger
                    .put("type", "sqs")
                    .put("batchSize", 11)
                    .put("maximumBatchingWindowSeconds", 0)),
        trigger(
            "a schedule without an input",
            trigger -> trigger.put("type", "schedule").put("expression", "rate(1 hour)")));
  }

  private static Arguments change(String name, Consumer<ObjectNode> change) {
    return Arguments.of(Named.of(name, change));
  }

  private static Arguments function(String name, Consumer<ObjectNode> change) {
    return change(name, manifest -> change.accept((ObjectNode) manifest.at("/functions/0")));
  }

  private static Arguments trigger(String name, Consumer<ObjectNode> change) {
    return function(name, function -> change.accept(function.withArray("triggers").addObject()));
  }

  private static ObjectNode local() throws IOException {
    return (ObjectNode) JSON.readTree(TARGETS.resolve("local/target/functions.json").toFile());
  }

  private static JsonNode inZip(Path zip) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(zip);
        InputStream manifest = Files.newInputStream(files.getPath("functions.json"))) {
      return JSON.readTree(manifest);
    }
  }

  private static JsonSchema schema() {
    return SCHEMAS.getSchema(
        Repository.ROOT.resolve("docs/reference/functions.schema.json").toUri());
  }
}
