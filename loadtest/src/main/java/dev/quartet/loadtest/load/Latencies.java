package dev.quartet.loadtest.load;

import org.HdrHistogram.Histogram;

/**
 * Times in microseconds, kept to three significant digits, from 1 microsecond to one hour. Not safe
 * for use by several threads at once.
 */
public final class Latencies {
  private static final long HIGHEST_MICROS = 3_600_000_000L;

  private final Histogram micros = new Histogram(HIGHEST_MICROS, 3);

  /** Adds one time in nanoseconds, 0 or more. */
  public void addNanos(long nanos) {
    micros.recordValue(Math.min(HIGHEST_MICROS, Math.max(0, (nanos + 500) / 1_000)));
  }

  public void addAll(Latencies other) {
    micros.add(other.micros);
  }

  public long count() {
    return micros.getTotalCount();
  }

  /**
   * The smallest time that at least {@code percentile} per cent of all times don't exceed, in
   * milliseconds; NaN when there are none.
   *
   * @param percentile above 0, up to 100
   */
  public double percentileMillis(double percentile) {
    return count() == 0 ? Double.NaN : micros.getValueAtPercentile(percentile) / 1_000.0;
  }
}
