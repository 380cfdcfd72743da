package dev.quartet.loadtest.statistics;

/** Means over blocks of sums that were taken for each block. */
public final class BlockMeans {
  private BlockMeans() {}

  /**
   * The sum of the chosen blocks' {@code totals} for each of their {@code counts}, such as CPU
   * seconds for each request; NaN when the counts are 0.
   *
   * @param totals one for each block
   * @param counts one for each block
   */
  public static BlockStatistic perCount(double[] totals, double[] counts) {
    if (totals.length != counts.length) {
      throw new IllegalArgumentException(
          "totals and counts must be as many, they are " + totals.length + " and " + counts.length);
    }
    return weights -> {
      double total = 0;
      double count = 0;
      for (int b = 0; b < totals.length; b++) {
        total += weights[b] * totals[b];
        count += weights[b] * counts[b];
      }
      return count == 0 ? Double.NaN : total / count;
    };
  }
}
