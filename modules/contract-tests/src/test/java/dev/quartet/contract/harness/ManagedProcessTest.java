package dev.quartet.contract.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManagedProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path folder;

  ManagedProcessTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aProcessThatEndsTooEarlyIsReportedWithItsLastLines() {
    try (ManagedProcess process = java("Nowhere")) {
      assertThatThrownBy(() -> process.awaitLine(LIMIT))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("example ended with exit code 1 before its ready line")
          .hasMessageContaining("Nowhere");
    }
  }

  @Test
  void theAwaitedLineIsFoundAndTheOutputKept() throws Exception {
    Path source =
        source(
            """
            public class Example {
              public static void main(String[] args) throws Exception {
                Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> System.out.println("good night")));
                System.err.println("warming up");
                System.out.println("ready: " + System.getenv("EXAMPLE"));
                Thread.sleep(600_000);
              }
            }
            """);
    ManagedProcess process = java(source.toString());
    try {
      assertThat(process.awaitLine(LIMIT)).isEqualTo("ready: yes");
      assertThat(process.ended(Duration.ZERO)).isFalse();
    } finally {
      process.close();
    }
    assertThat(process.ended(Duration.ZERO)).isTrue();
    assertThat(Files.readAllLines(folder.resolve("log")))
        .contains("warming up", "ready: yes", "good night");
  }

  @Test
  void aLineThatDoesNotComeIsReportedAfterTheTime() throws Exception {
    Path source =
        source(
            """
            public class Example {
              public static void main(String[] args) throws Exception {
                Thread.sleep(600_000);
              }
            }
            """);
    try (ManagedProcess process = java(source.toString())) {
      assertThatThrownBy(() -> process.awaitLine(Duration.ofMillis(10)))
          .hasMessageContaining("example did not reach its ready line within");
    }
  }

  private Path source(String text) throws Exception {
    return Files.writeString(folder.resolve("Example.java"), text);
  }

  private ManagedProcess java(String what) {
    return ManagedProcess.start(
        "example",
        List.of(Tools.java(), what),
        Map.of("EXAMPLE", "yes"),
        folder.resolve("log"),
        line -> line.startsWith("ready: "));
  }
}
