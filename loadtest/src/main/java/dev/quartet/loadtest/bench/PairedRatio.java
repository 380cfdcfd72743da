package dev.quartet.loadtest.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How one thing's figures stand to another's: the geometric mean of the rounds' ratios, with a 95 %
 * interval by a percentile bootstrap that resamples rounds. With few rounds the interval is on the
 * narrow side.
 */
record PairedRatio(double estimate, double low, double high) {
  private static final int RESAMPLES = 10_000;
  private static final double TAIL = 0.025;

  /**
   * @param figures one for each round, above 0
   * @param reference the reference's, for the same rounds
   * @param seed the same seed gives the same interval
   */
  static PairedRatio of(double[] figures, double[] reference, long seed) {
    if (figures.length == 0 || figures.length != reference.length) {
      throw new IllegalArgumentException(
          "figures and reference must be as many, at least one; they are "
              + figures.length
              + " and "
              + reference.length);
    }
    double[] logs = new double[figures.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(figures[i] / reference[i]);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double sum = 0;
      for (int i = 0; i < logs.length; i++) {
        sum += logs[random.nextInt(logs.length)];
      }
      means[r] = sum / logs.length;
    }
    Arrays.sort(means);
    return new PairedRatio(
        Math.exp(Arrays.stream(logs).sum() / logs.length),
        Math.exp(means[(int) Math.round(TAIL * (RESAMPLES - 1))]),
        Math.exp(means[(int) Math.round((1 - TAIL) * (RESAMPLES - 1))]));
  }
}
