package dev.quartet.loadtest.statistics;

/**
 * A figure of all blocks with its 95 % interval.
 *
 * @param blocks how many blocks there were; with fewer than {@link BlockBootstrap#FEWEST_BLOCKS} no
 *     interval can hold the truth as often as 95 %, and it is then as wide as the blocks allow
 */
public record Interval(double estimate, double low, double high, int blocks) {
  /** How wide the interval is beside its figure. */
  public double relativeWidth() {
    return (high - low) / Math.abs(estimate);
  }

  /** Whether {@code value} lies inside, ends included. */
  public boolean holds(double value) {
    return low <= value && value <= high;
  }

  /** Whether there are enough blocks for the interval to be what it says. */
  public boolean enoughBlocks() {
    return blocks >= BlockBootstrap.FEWEST_BLOCKS;
  }
}
