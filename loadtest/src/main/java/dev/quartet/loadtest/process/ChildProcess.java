package dev.quartet.loadtest.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that this one started and will end. Its output goes to a file without passing through
 * us, so that a chatty target costs the load generator nothing.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final long POLL_MILLIS = 5;

  private final String name;
  private final Process process;
  private final Path log;
  private final long startedNanos;
  private final Runnable ending = this::end;

  private ChildProcess(String name, Process process, Path log, long startedNanos) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.startedNanos = startedNanos;
    AtExit.add(ending);
  }

  /**
   * Starts {@code command} with {@code environment} on top of ours, without what would make targets
   * differ from one machine to the next (AWS profiles, JVM options).
   *
   * @throws IOException when the command can't be started or the log can't be written
   */
  public static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    return startIn(Path.of(""), name, command, environment, log);
  }

  /** As {@link #start}, with {@code folder} as the process' working folder. */
  public static ChildProcess startIn(
      Path workingFolder,
      String name,
      List<String> command,
      Map<String, String> environment,
      Path log)
      throws IOException {
    Path folder = log.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(workingFolder.toAbsolutePath().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(ChildProcess::differsBetweenMachines);
    builder.environment().putAll(environment);
    long startedNanos = System.nanoTime();
    return new ChildProcess(name, builder.start(), log, startedNanos);
  }

  private static boolean differsBetweenMachines(String variable) {
    return variable.startsWith("AWS_")
        || variable.startsWith("QUARKUS_")
        || variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS");
  }

  /** {@link System#nanoTime()} just before the process was started. */
  public long startedNanos() {
    return startedNanos;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for a line of output that starts with {@code prefix} and returns the line.
   *
   * @throws IOException when the process ends first or doesn't print the line in time; the message
   *     holds the end of its output
   */
  public String awaitLine(String prefix, Duration atMost) throws IOException, InterruptedException {
    long giveUpNanos = System.nanoTime() + atMost.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      Optional<String> line =
          Files.readString(log)
              .lines()
              .filter(candidate -> candidate.startsWith(prefix))
              .findFirst();
      if (line.isPresent()) {
        return line.get();
      }
      if (!alive) {
        throw new IOException(
            name + " ended with exit code " + process.exitValue() + ": " + lastOutput());
      }
      if (System.nanoTime() > giveUpNanos) {
        throw new IOException(
            name + " was not ready within " + atMost.toSeconds() + " s: " + lastOutput());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** What the process has written so far; empty when its log can't be read. */
  public List<String> outputLines() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The last line of output that says something, and where the rest is. */
  public String lastOutput() throws IOException {
    return Files.readAllLines(log).stream()
            .filter(line -> !line.isBlank())
            .reduce((a, b) -> b)
            .orElse("no output")
        + " (all of it: "
        + log
        + ")";
  }

  /** Asks the process to end, and after five seconds makes it. Does nothing when it has ended. */
  @Override
  public void close() {
    end();
    AtExit.remove(ending);
  }

  private void end() {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
