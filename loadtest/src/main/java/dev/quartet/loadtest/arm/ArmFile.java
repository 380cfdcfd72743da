package dev.quartet.loadtest.arm;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quartet.loadtest.json.CheckedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A declared arm: {@code loadtest/arms/NAME.json}, in the shape of {@code arm.schema.json}, which
 * tells what each member is.
 */
record ArmFile(
    int order,
    Kind kind,
    String artifact,
    String build,
    @JsonProperty("default") boolean runsByDefault,
    @Nullable List<String> functions,
    @Nullable Integer leastMemoryMegabytes,
    @Nullable List<String> command,
    @Nullable String portVariable,
    @Nullable Map<String, String> environment) {

  /** How an arm is started. */
  enum Kind {
    @JsonProperty("jar")
    JAR,
    @JsonProperty("image")
    IMAGE,
    @JsonProperty("lambda")
    LAMBDA,
    @JsonProperty("process")
    PROCESS
  }

  /** Whether it has the function. */
  boolean serves(String function) {
    return functions == null || functions.contains(function);
  }

  /**
   * @throws IOException when it doesn't fit its schema; the message names file and member
   */
  static ArmFile read(Path file) throws IOException {
    return CheckedJson.read(
        file.toString(), Files.readAllBytes(file), "arm.schema.json", ArmFile.class);
  }
}
