package dev.quartet.loadtest.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.measure.ColdStart;
import dev.quartet.loadtest.measure.FirstAnswer;
import dev.quartet.loadtest.process.Limits;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
final class LocalArmTest {
  private static final String ENDPOINT = "http://127.0.0.1:4566";

  private final Path root;

  LocalArmTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void servesWhereItSaysWithTheVariablesGivenAndEndsWhenClosed() throws Exception {
    LocalArm arm =
        arm(
            "exec \""
                + java()
                + "\" -cp \""
                + System.getProperty("java.class.path")
                + "\" "
                + FakeTarget.class.getName(),
            "/predict " + ENDPOINT);
    long pid;
    try (LocalArm.Instance instance = arm.startInstance()) {
      pid = instance.process().pid();
      assertThat(instance.firstAnswerMillis()).isPositive();
      assertThat(ProcessHandle.of(pid)).isPresent();
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aColdStartIsAnotherProcessAndTheFirstServesOn() throws Exception {
    LocalArm arm =
        arm(
            "exec \""
                + java()
                + "\" -cp \""
                + System.getProperty("java.class.path")
                + "\" "
                + FakeTarget.class.getName(),
            "/predict " + ENDPOINT);
    try (RunningArm running = arm.start()) {
      ColdStart cold = running.coldStart().orElseThrow();
      assertThat(cold.firstAnswerMillis()).isPositive();
      assertThat(cold.initMillis()).isEmpty();
      assertThat(answer(ENDPOINT).ask(running::url)).isEmpty();
      assertThat(running.footprint().instances()).isEqualTo(1);
    }
  }

  @Test
  void aTargetThatEndsAtOnceIsAnErrorWithItsLastWords() throws Exception {
    LocalArm arm = arm("echo port 3000 is taken\nexit 1", "never");
    assertThatThrownBy(arm::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it ended before its first right answer")
        .hasMessageContaining("port 3000 is taken");
  }

  private LocalArm arm(String script, String rightAnswer) throws IOException {
    Path java = root.resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Path jar = root.resolve("modules/targets/local/target/quarkus-app/quarkus-run.jar");
    Files.createDirectories(root.resolve("modules/targets/local/target/quarkus-app"));
    Files.writeString(jar, "");
    return new LocalArm(
        new ArmContext(
            root,
            java,
            new Limits(2, 1_769),
            Map.of("AWS_ENDPOINT_URL", ENDPOINT),
            root.resolve("logs"),
            new FirstAnswer("predict", call(rightAnswer), Duration.ofSeconds(30)),
            1));
  }

  private static FirstAnswer answer(String endpoint) {
    return new FirstAnswer("predict", call("/predict " + endpoint), Duration.ofSeconds(30));
  }

  private static Call call(String rightAnswer) {
    return new Call(
        Buffer.buffer("{}"),
        body ->
            body.toString().equals(rightAnswer) ? Optional.empty() : Optional.of("was " + body));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
