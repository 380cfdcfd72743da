package dev.quartet.loadtest.measure;

import dev.quartet.loadtest.process.Command;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where a run took place.
 *
 * @param processors logical processors that the generator sees
 * @param loadAverage the system's load over the last minute when the run began; negative when
 *     unknown
 * @param revision the repository's commit, with {@code -dirty} when files differ from it
 */
public record Machine(
    String operatingSystem,
    String architecture,
    String processorModel,
    int processors,
    double loadAverage,
    String java,
    String revision) {

  /**
   * Looks at this machine and at the repository in {@code root}; what can't be found is {@code
   * unknown}.
   */
  public static Machine here(Path root) throws InterruptedException {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        system.getName() + " " + system.getVersion(),
        system.getArch(),
        findProcessorModel(),
        system.getAvailableProcessors(),
        system.getSystemLoadAverage(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        findRevision(root));
  }

  private static String findProcessorModel() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String findRevision(Path root) throws InterruptedException {
    try {
      Command.Result result =
          Command.run(
              List.of("git", "-C", root.toString(), "describe", "--always", "--dirty"),
              Duration.ofSeconds(10));
      return result.succeeded() ? result.output() : "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }
}
