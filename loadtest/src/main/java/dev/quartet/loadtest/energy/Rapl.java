package dev.quartet.loadtest.energy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The energy counters of the processor packages, from the kernel's powercap class. Few virtual
 * machines have them.
 */
public final class Rapl {
  private static final double MICRO = 1e-6;

  private final List<Path> packages;

  private Rapl(List<Path> packages) {
    this.packages = packages;
  }

  /**
   * Looks for counters that can be read.
   *
   * @param powercap {@code /sys/class/powercap} on Linux
   */
  public static Rapl in(Path powercap) {
    if (!Files.isDirectory(powercap)) {
      return new Rapl(List.of());
    }
    try (Stream<Path> zones = Files.list(powercap)) {
      return new Rapl(
          zones
              // intel-rapl:0 is a package, intel-rapl:0:1 a part of it.
              .filter(zone -> zone.getFileName().toString().matches("intel-rapl:\\d+"))
              .filter(zone -> Files.isReadable(zone.resolve("energy_uj")))
              .sorted()
              .toList());
    } catch (IOException e) {
      return new Rapl(List.of());
    }
  }

  /** Whether this machine has them. */
  public boolean isThere() {
    return !packages.isEmpty();
  }

  /** Energy of all packages since some moment, in joules; empty when it can't be read. */
  public OptionalDouble joules() {
    if (packages.isEmpty()) {
      return OptionalDouble.empty();
    }
    double joules = 0;
    for (Path each : packages) {
      try {
        joules += read(each.resolve("energy_uj")) * MICRO;
      } catch (IOException e) {
        return OptionalDouble.empty();
      }
    }
    return OptionalDouble.of(joules);
  }

  /**
   * What was used between two readings; the counters start again at 0 now and then.
   *
   * @return empty when either is, or when more than one counter started again meanwhile
   */
  public OptionalDouble between(OptionalDouble before, OptionalDouble after) {
    if (before.isEmpty() || after.isEmpty()) {
      return OptionalDouble.empty();
    }
    double joules = after.getAsDouble() - before.getAsDouble();
    if (joules >= 0) {
      return OptionalDouble.of(joules);
    }
    if (packages.size() != 1) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(
          joules + read(packages.getFirst().resolve("max_energy_range_uj")) * MICRO);
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  private static double read(Path file) throws IOException {
    return Double.parseDouble(Files.readString(file).strip());
  }
}
