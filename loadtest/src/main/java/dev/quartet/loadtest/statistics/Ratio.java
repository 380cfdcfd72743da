package dev.quartet.loadtest.statistics;

/**
 * How a figure stands to the reference's of the same blocks.
 *
 * @param interval the ratio with its 95 % interval; below 1 is less than the reference
 * @param probabilityBelowOne the share of resamples in which the ratio was below 1, equal ones by
 *     half
 */
public record Ratio(Interval interval, double probabilityBelowOne) {
  /** Whether the interval leaves out 1. */
  public boolean differs() {
    return !interval.holds(1);
  }
}
