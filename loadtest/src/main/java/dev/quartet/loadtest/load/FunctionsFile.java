package dev.quartet.loadtest.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions.json that a build leaves beside its artifacts: which functions they have, with the
 * sample and the output schema of each.
 */
final class FunctionsFile {
  /** By preference: the first that is there is read, for all artifacts of a build have the same. */
  private static final List<String> PLACES =
      List.of(
          "modules/targets/local/target/functions.json",
          "modules/targets/lambda-jvm/target/functions.json",
          "modules/targets/fargate/target/functions.json",
          "modules/targets/fargate-native/target/functions.json",
          "modules/targets/lambda-native/target/functions.json");

  private static final int SCHEMA_VERSION = 1;

  private final Path file;
  private final List<Function> functions;

  private FunctionsFile(Path file, List<Function> functions) {
    this.file = file;
    this.functions = List.copyOf(functions);
  }

  /**
   * One function.
   *
   * @param takesInput whether it has an input, which then has a sample
   * @param output the JSON Schema of its output; null when it has none
   */
  record Function(
      String name, boolean takesInput, @Nullable JsonNode sample, @Nullable JsonNode output) {}

  /**
   * Reads the manifest of what was built.
   *
   * @param root the repository's folder
   * @throws IOException when there is none or it names no function; the message says what to do
   */
  static FunctionsFile of(Path root) throws IOException {
    for (String place : PLACES) {
      Path file = root.resolve(place);
      if (Files.isRegularFile(file)) {
        return read(file);
      }
    }
    throw new IOException(
        "functions.json, which names the functions, is missing at "
            + String.join(", ", PLACES)
            + "; build it with ./mvnw package");
  }

  private static FunctionsFile read(Path file) throws IOException {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
    if (root.path("schemaVersion").asInt() != SCHEMA_VERSION) {
      throw new IOException(
          file
              + ": schemaVersion is "
              + root.path("schemaVersion")
              + ", and this comparison reads version "
              + SCHEMA_VERSION);
    }
    List<Function> functions = new ArrayList<>();
    for (JsonNode function : root.path("functions")) {
      functions.add(
          new Function(
              function.path("name").asText(),
              function.hasNonNull("input"),
              function.get("sample"),
              function.get("output")));
    }
    if (functions.isEmpty()) {
      throw new IOException(file + " names no function; build it again with ./mvnw package");
    }
    return new FunctionsFile(file, functions);
  }

  Path file() {
    return file;
  }

  List<Function> functions() {
    return functions;
  }
}
