package dev.quartet.loadtest.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What Linux's {@code /proc} says of a process; empty on other systems and for processes that have
 * ended.
 */
public final class ProcessFacts {
  /**
   * The kernel counts a process' times in ticks of a hundredth of a second on every architecture we
   * run on.
   */
  private static final double TICKS_PER_SECOND = 100;

  private ProcessFacts() {}

  /** The most memory that was ever resident, in MB of 1,048,576 bytes. */
  public static OptionalDouble peakMegabytes(long pid) {
    return statusMegabytes(pid, "VmHWM:");
  }

  /** The memory resident now, in MB of 1,048,576 bytes. */
  public static OptionalDouble residentMegabytes(long pid) {
    return statusMegabytes(pid, "VmRSS:");
  }

  /** CPU time used so far, user and system, in seconds; in steps of 10 ms. */
  public static OptionalDouble cpuSeconds(long pid) {
    OptionalLong user = statField(pid, 14);
    OptionalLong system = statField(pid, 15);
    return user.isEmpty() || system.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((user.getAsLong() + system.getAsLong()) / TICKS_PER_SECOND);
  }

  /**
   * CPU time of the process and of all that descend from it and live, in seconds; in steps of 10
   * ms.
   */
  public static OptionalDouble treeCpuSeconds(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
        .map(handle -> cpuSeconds(handle.pid()))
        .flatMapToDouble(OptionalDouble::stream)
        .reduce(Double::sum);
  }

  /**
   * CPU time of our own children that have ended and were waited for, user and system, in seconds;
   * in steps of 10 ms.
   */
  public static OptionalDouble endedChildrenCpuSeconds() {
    long own = ProcessHandle.current().pid();
    OptionalLong user = statField(own, 16);
    OptionalLong system = statField(own, 17);
    return user.isEmpty() || system.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((user.getAsLong() + system.getAsLong()) / TICKS_PER_SECOND);
  }

  /** When the process was started, in seconds since boot; in steps of 10 ms, rounded down. */
  public static OptionalDouble startedSecondsSinceBoot(long pid) {
    OptionalLong ticks = statField(pid, 22);
    return ticks.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(ticks.getAsLong() / TICKS_PER_SECOND);
  }

  /** Now, in seconds since boot; in steps of 10 ms. */
  public static OptionalDouble nowSecondsSinceBoot() {
    try {
      String uptime = Files.readString(Path.of("/proc/uptime"));
      return OptionalDouble.of(Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))));
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble statusMegabytes(long pid, String key) {
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"));
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_024.0)
        .findFirst();
  }

  private static OptionalLong statField(long pid, int field) {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
    // The second field is the command in parentheses and may hold blanks itself; the third starts
    // after it.
    String[] afterCommand = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return OptionalLong.of(Long.parseLong(afterCommand[field - 3]));
  }
}
