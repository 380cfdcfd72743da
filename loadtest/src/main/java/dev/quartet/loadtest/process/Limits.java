package dev.quartet.loadtest.process;

import java.util.Locale;

/**
 * What every arm may use.
 *
 * @param cpus virtual CPUs, above 0
 * @param memoryMegabytes memory in MB, 128 or more
 */
public record Limits(double cpus, int memoryMegabytes) {
  /** Lambda's own rule: one vCPU for each 1,769 MB. */
  public static final double MEGABYTES_PER_CPU = 1_769;

  public Limits {
    if (!(cpus > 0)) {
      throw new IllegalArgumentException("cpus must be above 0, was " + cpus);
    }
    if (memoryMegabytes < 128) {
      throw new IllegalArgumentException(
          "memoryMegabytes must be 128 or more, was " + memoryMegabytes);
    }
  }

  /** The CPU share that Lambda gives a function of this size. */
  public static Limits likeLambda(int memoryMegabytes) {
    return new Limits(memoryMegabytes / MEGABYTES_PER_CPU, memoryMegabytes);
  }

  /** For a report: {@code 1.00 vCPU, 1769 MB}. */
  public String text() {
    return String.format(Locale.ROOT, "%.2f vCPU, %d MB", cpus, memoryMegabytes);
  }
}
