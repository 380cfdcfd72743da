package dev.quartet.loadtest.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A short command that is run to its end. */
public final class Command {
  private Command() {}

  /**
   * @param exitCode the command's own
   * @param output what it wrote, errors included, without blanks at the ends
   */
  public record Result(int exitCode, String output) {
    public boolean succeeded() {
      return exitCode == 0;
    }

    /** The last line that says something, for a one-line reason. */
    public String lastLine() {
      return output
          .lines()
          .filter(line -> !line.isBlank())
          .reduce((a, b) -> b)
          .orElse("no output")
          .strip();
    }
  }

  /**
   * Runs {@code command} to its end; the result has its output and its errors.
   *
   * @throws IOException when it can't be started or doesn't end in time
   */
  public static Result run(List<String> command, Duration atMost)
      throws IOException, InterruptedException {
    return run(new ProcessBuilder(command).redirectErrorStream(true), atMost);
  }

  /**
   * The same without its errors and warnings, which go where this program's go.
   *
   * @throws IOException when it can't be started or doesn't end in time
   */
  public static Result answer(List<String> command, Duration atMost)
      throws IOException, InterruptedException {
    return run(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT), atMost);
  }

  private static Result run(ProcessBuilder builder, Duration atMost)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("quartet-command", ".log");
    try {
      Process process = builder.redirectOutput(output.toFile()).start();
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException(
            builder.command().getFirst() + " did not end within " + atMost.toSeconds() + " s");
      }
      String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
      return new Result(process.exitValue(), text);
    } finally {
      Files.delete(output);
    }
  }

  /** The executable {@code name} in the folders of {@code PATH}. */
  public static Optional<Path> onPath(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return List.of(path.split(File.pathSeparator)).stream()
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
