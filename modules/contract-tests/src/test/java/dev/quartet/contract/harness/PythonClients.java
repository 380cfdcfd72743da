package dev.quartet.contract.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Scripts that ask a target by Python clients, in an environment that has them. */
public final class PythonClients {

  private static final String PROPERTY = "quartet.contract.python";
  private static final long LIMIT_SECONDS = 180;

  private final Path python = Artifacts.python();
  private final Path scripts = Artifacts.pythonClients();

  /** Whether the machine was said to have them. */
  public static boolean areRequired() {
    return System.getProperty(PROPERTY) != null;
  }

  /** What the machine lacks, and the remedy; empty when nothing is missing. */
  public Optional<String> missing() {
    return Files.isExecutable(python)
        ? Optional.empty()
        : Optional.of(
            "%s is no Python (make a virtual environment there of modules/contract-tests/clients/requirements.txt, or name one by -D%s)"
                .formatted(Artifacts.shown(python), PROPERTY));
  }

  /**
   * Runs a script.
   *
   * @param script its file's name
   * @param server where a target serves {@code /v2}
   * @return its output, once it has ended
   */
  public String check(String script, URI server) {
    String base = server.toString().replaceFirst("/v2$", "");
    try {
      Path output = Files.createTempFile("clients", ".log");
      Process process =
          new ProcessBuilder(List.of(python.toString(), scripts.resolve(script).toString(), base))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError(
              "Not ended within %d s:\n%s".formatted(LIMIT_SECONDS, Files.readString(output)));
        }
        String told = Files.readString(output, StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
          throw new AssertionError("Ended with %d:\n%s".formatted(process.exitValue(), told));
        }
        return told;
      } finally {
        process.destroyForcibly();
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the clients ran", e);
    }
  }
}
