package dev.quartet.loadtest.bench;

import dev.quartet.loadtest.process.ProcessFacts;
import java.io.IOException;
import java.net.URI;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** A server that was started, and may not listen yet. Closing it ends what was started for it. */
interface RunningServer extends AutoCloseable {
  URI base();

  /** Its process; what that started is counted with it. */
  long pid();

  boolean isAlive();

  /** {@link System#nanoTime()} just before its process was started. */
  long startedNanos();

  /** The last thing that it said, for an error. */
  String lastOutput() throws IOException;

  /** CPU time of all its processes so far. */
  default double cpuSeconds() {
    return sum(ProcessFacts::cpuSeconds);
  }

  /** Memory that all its processes hold, in MB. */
  default double residentMegabytes() {
    return sum(ProcessFacts::residentMegabytes);
  }

  /** The most memory that each of its processes ever held, in MB. */
  default double peakMegabytes() {
    return sum(ProcessFacts::peakMegabytes);
  }

  private double sum(Function<Long, OptionalDouble> fact) {
    return ProcessHandle.of(pid()).stream()
        .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
        .mapToDouble(handle -> fact.apply(handle.pid()).orElse(0))
        .sum();
  }

  @Override
  void close();
}
