package dev.quartet.loadtest.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Everything that one run of the generator saw, request by request. Times are nanoseconds from the
 * run's start.
 */
public final class Samples {
  private final long[] intendedNanos;
  private final long[] startNanos;
  private final long[] endNanos;
  private final Outcome[] outcomes;
  private final List<String> problems;

  /**
   * @param intendedNanos an entry for each request in each array, which are not copied
   * @param problems the first in words
   */
  public Samples(
      long[] intendedNanos,
      long[] startNanos,
      long[] endNanos,
      Outcome[] outcomes,
      List<String> problems) {
    this.intendedNanos = intendedNanos;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
    this.outcomes = outcomes;
    this.problems = List.copyOf(problems);
  }

  /** Of a run in which nothing was sent. */
  public static Samples none() {
    return new Samples(new long[0], new long[0], new long[0], new Outcome[0], List.of());
  }

  public int size() {
    return outcomes.length;
  }

  /** When request {@code index} was meant to start. */
  public long intendedNanos(int index) {
    return intendedNanos[index];
  }

  /** When request {@code index} was started; its intended start when it was not sent. */
  public long startNanos(int index) {
    return startNanos[index];
  }

  /** When the answer was whole, or the request was given up. */
  public long endNanos(int index) {
    return endNanos[index];
  }

  public Outcome outcome(int index) {
    return outcomes[index];
  }

  /** The first problems in words, a few at most. */
  public List<String> problems() {
    return problems;
  }

  public Map<Outcome, Integer> counts() {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : outcomes) {
      counts.merge(outcome, 1, Integer::sum);
    }
    return counts;
  }

  /** Requests that did not end right. */
  public int errors() {
    return size() - counts().getOrDefault(Outcome.RIGHT, 0);
  }

  /** Intended start to whole answer, of the requests that ended right. */
  public Latencies latencies() {
    Latencies latencies = new Latencies();
    for (int i = 0; i < size(); i++) {
      if (outcomes[i] == Outcome.RIGHT) {
        latencies.addNanos(endNanos[i] - intendedNanos[i]);
      }
    }
    return latencies;
  }

  /** As {@link #latencies}, each one in microseconds, in the order of arrival. */
  public long[] latencyMicros() {
    return IntStream.range(0, size())
        .filter(i -> outcomes[i] == Outcome.RIGHT)
        .mapToLong(i -> Math.round((endNanos[i] - intendedNanos[i]) / 1e3))
        .toArray();
  }

  /** Actual start to whole answer, of the requests that ended right. */
  public Latencies serviceTimes() {
    Latencies latencies = new Latencies();
    for (int i = 0; i < size(); i++) {
      if (outcomes[i] == Outcome.RIGHT) {
        latencies.addNanos(endNanos[i] - startNanos[i]);
      }
    }
    return latencies;
  }

  /** Intended start to actual start: how late the generator itself was. */
  public Latencies lateness() {
    Latencies latencies = new Latencies();
    for (int i = 0; i < size(); i++) {
      if (outcomes[i] != Outcome.NOT_SENT) {
        latencies.addNanos(startNanos[i] - intendedNanos[i]);
      }
    }
    return latencies;
  }

  /** Why this run must not be counted; empty when it may be. */
  public List<String> voidReasons(LoadLimits limits) {
    List<String> reasons = new ArrayList<>();
    if (size() == 0) {
      reasons.add("no request was scheduled");
    }
    counts()
        .forEach(
            (outcome, count) -> {
              if (outcome != Outcome.RIGHT) {
                reasons.add(count + " of " + size() + " " + outcome.label());
              }
            });
    latenessBeyond(limits).ifPresent(reasons::add);
    return reasons;
  }

  private Optional<String> latenessBeyond(LoadLimits limits) {
    double p99Millis = lateness().percentileMillis(99);
    double maxMillis = limits.maxLateness().toNanos() / 1e6;
    return p99Millis > maxMillis
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the generator started late (p99 %.2f ms, at most %.2f ms)",
                p99Millis,
                maxMillis))
        : Optional.empty();
  }
}
