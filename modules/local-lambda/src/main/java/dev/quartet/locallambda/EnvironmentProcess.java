package dev.quartet.locallambda;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The processes of one environment with their limits, log and temporary files. Thread-safe. */
final class EnvironmentProcess {
  private static final long BYTES_PER_MEGABYTE = 1 << 20;

  private final Process process;
  private final ResourceLimits.Slice slice;
  private final EnvironmentLog log;
  private final Path folder;
  private volatile long lastPeakBytes;

  private EnvironmentProcess(
      Process process, ResourceLimits.Slice slice, EnvironmentLog log, Path folder) {
    this.process = process;
    this.slice = slice;
    this.log = log;
    this.folder = folder;
  }

  /** What start needs besides the command. */
  record Place(String name, Path folder, Path workingFolder, ResourceLimits limits, double vcpus) {}

  /**
   * Starts the first process under the limits. Blocks for some milliseconds.
   *
   * @throws IOException if it can't be started; nothing is left behind then
   */
  static EnvironmentProcess start(
      Place place, ServedFunction function, LaunchPlan plan, String runtimeApi, LogSink sink)
      throws IOException {
    Path temporaryFolder = place.folder().resolve("tmp");
    Files.createDirectories(temporaryFolder);
    ResourceLimits.Slice slice =
        place
            .limits()
            .slice(
                place.folder().getFileName().toString(),
                function.memoryMegabytes() * BYTES_PER_MEGABYTE,
                place.vcpus());
    Path pipe = place.folder().resolve("log");
    EnvironmentLog log = EnvironmentLog.open(place.name(), sink, pipe);
    log.platform("INIT_START Runtime Version: " + plan.runtimeVersion());
    try {
      ProcessBuilder builder =
          new ProcessBuilder(entering(slice, plan.command(function, temporaryFolder)))
              .directory(place.workingFolder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(pipe.toFile()));
      Map<String, String> variables = builder.environment();
      variables.clear();
      variables.putAll(plan.variables(function, runtimeApi, temporaryFolder));
      Process process = builder.start();
      if (slice.processFiles().isEmpty()) {
        process.getOutputStream().close();
      }
      return new EnvironmentProcess(process, slice, log, place.folder());
    } catch (IOException e) {
      log.end();
      slice.remove();
      Folders.delete(place.folder());
      throw e;
    }
  }

  /** A shell enters the groups first and becomes the runtime then: no moment runs unlimited. */
  private static List<String> entering(ResourceLimits.Slice slice, List<String> command) {
    if (slice.processFiles().isEmpty()) {
      return command;
    }
    // Standard input stays open as long as this program lives: if it is killed, so is the runtime,
    // which would wait for events for ever. A line on it dismisses the watcher.
    StringBuilder script =
        new StringBuilder(
            "exec 3<&0 </dev/null; (read -r line <&3 || kill -9 $$) >/dev/null 2>&1 & exec 3<&-; ");
    for (Path file : slice.processFiles()) {
      script.append("echo 0 > '").append(file).append("' && ");
    }
    script.append("exec \"$@\"");
    List<String> whole = new ArrayList<>(List.of("/bin/sh", "-c", script.toString(), "sh"));
    whole.addAll(command);
    return whole;
  }

  long pid() {
    return process.pid();
  }

  EnvironmentLog log() {
    return log;
  }

  /** Completes with the exit value when the first process ends. */
  CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  void limitCpu(double vcpus) throws IOException {
    slice.limitCpu(vcpus);
  }

  boolean ranOutOfMemory() {
    return slice.ranOutOfMemory();
  }

  /** The most memory used so far, of the group or else of the first process. */
  long maxMemoryUsedMegabytes() {
    OptionalLong peak = slice.peakMemoryBytes();
    if (peak.isEmpty()) {
      OptionalLong kilobytes =
          ControlFiles.readNumberOfLine(Path.of("/proc/" + pid() + "/status"), "VmHWM:");
      peak = kilobytes.isPresent() ? OptionalLong.of(kilobytes.getAsLong() * 1024) : kilobytes;
    }
    if (peak.isPresent() && peak.getAsLong() > lastPeakBytes) {
      lastPeakBytes = peak.getAsLong();
    }
    return Math.ceilDiv(lastPeakBytes, BYTES_PER_MEGABYTE);
  }

  long cpuMillis() {
    OptionalLong nanos = slice.cpuNanos();
    return nanos.isPresent()
        ? nanos.getAsLong() / 1_000_000
        : process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
  }

  /** Ends all processes at once, as Lambda ends an environment without extensions. */
  void kill() {
    List<ProcessHandle> others = process.descendants().toList();
    process.destroyForcibly();
    others.forEach(ProcessHandle::destroyForcibly);
    for (long pid : slice.processes()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * Removes limits and files of the environment; blocks until its processes are gone.
   *
   * @throws IOException if something of it stays
   */
  void cleanUp() throws IOException {
    kill();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    dismissWatcher();
    log.end();
    try {
      slice.remove();
    } finally {
      Folders.delete(folder);
    }
  }

  private void dismissWatcher() {
    try (OutputStream input = process.getOutputStream()) {
      input.write('\n');
    } catch (IOException e) {
      // It was killed together with the runtime.
    }
  }
}
