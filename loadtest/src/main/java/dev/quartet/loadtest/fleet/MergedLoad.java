package dev.quartet.loadtest.fleet;

import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The load of several tasks together. Tasks on Fargate start seconds apart, so latency and rate are
 * of the seconds in which all of them sent; failures are of the whole.
 *
 * @param seconds in which all sent, the first and the last of them left out
 * @param requests in those
 * @param ratePerSecond of those
 * @param failedChecks answers that were not right
 * @param failedRequests requests without a good answer
 * @param dropped requests that were due and not sent
 */
public record MergedLoad(
    int tasks,
    long seconds,
    long requests,
    double ratePerSecond,
    double p50Millis,
    double p90Millis,
    double p99Millis,
    double maxMillis,
    long failedChecks,
    long failedRequests,
    long dropped) {
  private static final double MICROS_PER_MILLI = 1e3;
  private static final int DIGITS = 3;

  /**
   * @throws IOException when there is no whole second in which all sent
   */
  static MergedLoad of(List<K6Samples> tasks) throws IOException {
    // A task's first and last second are no whole ones.
    long from = tasks.stream().mapToLong(K6Samples::firstSecond).max().orElseThrow() + 1;
    long until = tasks.stream().mapToLong(K6Samples::lastSecond).min().orElseThrow() - 1;
    if (until < from) {
      throw new IOException(
          "the tasks did not send at the same time: give a longer --duration-seconds, as tasks start"
              + " up to a minute apart");
    }
    Histogram micros = new Histogram(DIGITS);
    for (K6Samples task : tasks) {
      for (K6Samples.Duration duration : task.durations()) {
        if (duration.epochSecond() >= from && duration.epochSecond() <= until) {
          micros.recordValue(Math.round(duration.millis() * MICROS_PER_MILLI));
        }
      }
    }
    long seconds = until - from + 1;
    return new MergedLoad(
        tasks.size(),
        seconds,
        micros.getTotalCount(),
        micros.getTotalCount() / (double) seconds,
        micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(90) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
        micros.getMaxValue() / MICROS_PER_MILLI,
        tasks.stream().mapToLong(K6Samples::failedChecks).sum(),
        tasks.stream().mapToLong(K6Samples::failedRequests).sum(),
        tasks.stream().mapToLong(K6Samples::dropped).sum());
  }

  /** Whether every request was sent and answered rightly. */
  public boolean isClean() {
    return failedChecks == 0 && failedRequests == 0 && dropped == 0;
  }
}
