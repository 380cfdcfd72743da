package dev.quartet.loadtest.arm;

import java.util.OptionalDouble;

/**
 * What an arm has used since it started.
 *
 * @param cpuSeconds CPU time of its processes; empty when the machine doesn't tell
 * @param billedMillis the sum of its REPORT lines' Billed Durations; empty for what writes none
 * @param billedInvocations how many REPORT lines there were
 */
public record Usage(OptionalDouble cpuSeconds, OptionalDouble billedMillis, int billedInvocations) {
  /** Nothing is known. */
  public static Usage unknown() {
    return cpu(OptionalDouble.empty());
  }

  /** CPU time alone. */
  public static Usage cpu(OptionalDouble cpuSeconds) {
    return new Usage(cpuSeconds, OptionalDouble.empty(), 0);
  }
}
