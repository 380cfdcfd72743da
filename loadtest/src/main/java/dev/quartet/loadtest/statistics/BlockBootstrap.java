package dev.quartet.loadtest.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A bootstrap that draws whole blocks with replacement, because the requests of one block share its
 * luck and are no independent samples.
 *
 * <p>The interval is the percentile interval, expanded for few blocks: the plain one takes the
 * spread of n blocks for that of all blocks there could be, and so is too narrow by about the
 * square root of (n - 1) / n and by what Student's t has over the normal distribution. Its tails
 * are moved out until they undo both (Hesterberg 2015, "What teachers should know about the
 * bootstrap").
 */
public final class BlockBootstrap {
  /** With five blocks even the widest interval, least to most, misses one median in sixteen. */
  public static final int FEWEST_BLOCKS = 6;

  private static final double LEVEL = 0.95;

  private final long seed;
  private final int resamples;

  /**
   * @param seed the same seed gives the same intervals
   * @param resamples how often the blocks are drawn, 100 or more
   */
  public BlockBootstrap(long seed, int resamples) {
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples must be 100 or more, was " + resamples);
    }
    this.seed = seed;
    this.resamples = resamples;
  }

  /** The figure of {@code blocks} blocks; empty with fewer than two or when it can't be had. */
  public Optional<Interval> interval(int blocks, BlockStatistic statistic) {
    double estimate = blocks == 0 ? Double.NaN : statistic.of(once(blocks));
    if (blocks < 2 || Double.isNaN(estimate)) {
      return Optional.empty();
    }
    return interval(blocks, estimate, draws(blocks, statistic));
  }

  /**
   * The ratio of {@code figure} to {@code reference}, both of the same {@code blocks} blocks, which
   * are drawn together; empty with fewer than two blocks or when it can't be had.
   */
  public Optional<Ratio> ratio(int blocks, BlockStatistic figure, BlockStatistic reference) {
    BlockStatistic ratio = weights -> figure.of(weights) / reference.of(weights);
    double estimate = blocks == 0 ? Double.NaN : ratio.of(once(blocks));
    if (blocks < 2 || Double.isNaN(estimate) || Double.isInfinite(estimate)) {
      return Optional.empty();
    }
    double[] drawn = draws(blocks, ratio);
    double below = 0;
    for (double each : drawn) {
      below += each < 1 ? 1 : each == 1 ? 0.5 : 0;
    }
    double probability = below / drawn.length;
    return interval(blocks, estimate, drawn).map(interval -> new Ratio(interval, probability));
  }

  /**
   * The ratio of {@code figure} to {@code reference} of blocks that have nothing to do with each
   * other, so that each side is drawn for itself; empty when a side has fewer than two blocks or
   * the ratio can't be had.
   */
  public Optional<Ratio> ratioOfUnpaired(
      int blocks, BlockStatistic figure, int referenceBlocks, BlockStatistic reference) {
    if (blocks < 2 || referenceBlocks < 2) {
      return Optional.empty();
    }
    double estimate = figure.of(once(blocks)) / reference.of(once(referenceBlocks));
    if (Double.isNaN(estimate) || Double.isInfinite(estimate)) {
      return Optional.empty();
    }
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    double[] drawn = new double[resamples];
    int[] weights = new int[blocks];
    int[] referenceWeights = new int[referenceBlocks];
    double below = 0;
    for (int r = 0; r < resamples; r++) {
      draw(random, weights);
      draw(random, referenceWeights);
      drawn[r] = figure.of(weights) / reference.of(referenceWeights);
      below += drawn[r] < 1 ? 1 : drawn[r] == 1 ? 0.5 : 0;
    }
    double probability = below / resamples;
    Arrays.sort(drawn);
    return interval(Math.min(blocks, referenceBlocks), estimate, drawn)
        .map(interval -> new Ratio(interval, probability));
  }

  private static void draw(UniformRandomProvider random, int[] weights) {
    Arrays.fill(weights, 0);
    for (int i = 0; i < weights.length; i++) {
      weights[random.nextInt(weights.length)]++;
    }
  }

  private double[] draws(int blocks, BlockStatistic statistic) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    double[] drawn = new double[resamples];
    int[] weights = new int[blocks];
    for (int r = 0; r < resamples; r++) {
      draw(random, weights);
      drawn[r] = statistic.of(weights);
    }
    return Arrays.stream(drawn).filter(each -> !Double.isNaN(each)).sorted().toArray();
  }

  private static Optional<Interval> interval(int blocks, double estimate, double[] sorted) {
    if (sorted.length == 0) {
      return Optional.empty();
    }
    double tail = tail(blocks);
    int low = (int) Math.floor(tail * sorted.length);
    int high = (int) Math.ceil((1 - tail) * sorted.length) - 1;
    // The figure itself may lie beyond resamples that are few or all alike.
    return Optional.of(
        new Interval(
            estimate, Math.min(estimate, sorted[low]), Math.max(estimate, sorted[high]), blocks));
  }

  /** The share of resamples that is left out at each end. */
  static double tail(int blocks) {
    double t = TDistribution.of(blocks - 1).inverseSurvivalProbability((1 - LEVEL) / 2);
    double z = Math.sqrt(blocks / (blocks - 1.0)) * t;
    return NormalDistribution.of(0, 1).survivalProbability(z);
  }

  private static int[] once(int blocks) {
    int[] weights = new int[blocks];
    Arrays.fill(weights, 1);
    return weights;
  }
}
