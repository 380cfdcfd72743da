package dev.quartet.loadtest.statistics;

/** A figure of some blocks, each of which may be taken several times or not at all. */
@FunctionalInterface
public interface BlockStatistic {
  /**
   * @param weights how often each block is taken, 0 or more, at least one above 0
   * @return the figure; NaN when the blocks taken hold nothing
   */
  double of(int[] weights);
}
