package dev.quartet.contract.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A process that this suite started: its output is kept in a file and its last lines in memory, and
 * it ends with the suite, whatever happens. Safe for use by several threads.
 */
public final class ManagedProcess implements AutoCloseable {

  private static final int LAST_LINES = 40;
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final String name;
  private final Process process;
  private final Thread reader;
  private final Thread atExit;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private @Nullable Predicate<String> awaited;
  private @Nullable String found;

  private ManagedProcess(
      String name, Process process, Path log, @Nullable Predicate<String> awaited) {
    this.name = name;
    this.process = process;
    this.awaited = awaited;
    this.reader = Thread.ofVirtual().name(name + "-output").start(() -> read(log));
    this.atExit = new Thread(() -> killTree(process), name + "-at-exit");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * @param log the file that gets all output, both streams
   * @param environment added to this process's own
   */
  static ManagedProcess start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    return start(name, command, environment, log, null);
  }

  /** Starts a process of which one line of output is waited for, by {@link #awaitLine}. */
  static ManagedProcess start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path log,
      @Nullable Predicate<String> awaited) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return new ManagedProcess(name, builder.start(), log, awaited);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not start: " + String.join(" ", command), e);
    }
  }

  private void read(Path log) {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        PrintWriter file = new PrintWriter(Files.newBufferedWriter(log), true)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        file.println(line);
        remember(line);
      }
    } catch (IOException e) {
      remember("(the output can't be read any more: " + e.getMessage() + ")");
    }
  }

  private synchronized void remember(String line) {
    if (lastLines.size() == LAST_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
    if (awaited != null && awaited.test(line)) {
      found = line;
      awaited = null;
    }
  }

  private synchronized @Nullable String found() {
    return found;
  }

  /**
   * The first line of output that the start named.
   *
   * @throws IllegalStateException with the last lines of output, when the process ends or the time
   *     is over first
   */
  String awaitLine(Duration limit) {
    await("its ready line", limit, () -> found() != null);
    String line = found();
    if (line == null) {
      throw new IllegalStateException(name + " lost its ready line");
    }
    return line;
  }

  /**
   * @throws IllegalStateException with the last lines of output, when the process ends or the time
   *     is over before the condition holds
   */
  void await(String what, Duration limit, BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() && !condition.getAsBoolean()) {
        throw failed("ended with exit code " + process.exitValue() + " before " + what);
      }
      if (System.nanoTime() > deadlineNanos) {
        throw failed("did not reach " + what + " within " + limit.toSeconds() + " s");
      }
      pause();
    }
  }

  private IllegalStateException failed(String how) {
    return new IllegalStateException(
        name + " " + how + ". Its last lines:\n" + String.join("\n", lastLines()));
  }

  /** The last lines of output, the oldest first. */
  public synchronized List<String> lastLines() {
    return List.copyOf(lastLines);
  }

  /**
   * Asks the process to end (SIGTERM) and does not wait. By its handle, because {@link
   * Process#destroy} closes the output too, and what the process says at its end would be lost.
   */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** Ends the process the hard way (SIGKILL) and waits until it is gone. */
  public void kill() {
    process.toHandle().destroyForcibly();
    ended(GRACE);
  }

  /** Whether the process ended within the time. */
  public boolean ended(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The exit code of a process that has ended. */
  public int exitCode() {
    return process.exitValue();
  }

  /** SIGTERM, and SIGKILL for what is left after a grace of 15 seconds, children included. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    terminate();
    if (!ended(GRACE)) {
      kill();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      reader.join(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException alreadyShuttingDown) {
      // The hook is running or has run: the process is gone either way.
      return;
    }
  }

  private static void killTree(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting", e);
    }
  }
}
