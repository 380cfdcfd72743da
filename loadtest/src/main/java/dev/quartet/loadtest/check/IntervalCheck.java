package dev.quartet.loadtest.check;

import dev.quartet.loadtest.statistics.BlockBootstrap;
import dev.quartet.loadtest.statistics.BlockSamples;
import dev.quartet.loadtest.statistics.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Simulates runs from real blocks of one artifact that ran twice. Each run draws blocks and, by the
 * toss of a coin for each, which of the two is called the arm: so the true ratio is 1, whatever the
 * machine did. The intervals must then hold 1 as often as they say.
 */
public final class IntervalCheck {
  private static final double LEVEL = 0.95;
  private static final double MARGIN = 0.03;
  private static final double INJECTED = 1.10;
  private static final double FOUND_AT_LEAST = 0.8;

  private final RealBlocks blocks;
  private final int runs;
  private final int blocksPerRun;
  private final int resamples;
  private final long seed;

  /**
   * @param runs how many are simulated
   * @param blocksPerRun blocks of each
   * @param resamples of each interval
   */
  public IntervalCheck(RealBlocks blocks, int runs, int blocksPerRun, int resamples, long seed) {
    this.blocks = blocks;
    this.runs = runs;
    this.blocksPerRun = blocksPerRun;
    this.resamples = resamples;
    this.seed = seed;
  }

  /** How often intervals hold 1, and how often they find a tenth more. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (double q : new double[] {0.5, 0.9, 0.99}) {
      Tally same = simulate(q, 1);
      findings.add(
          new Finding(
              percentile(q) + " of the same artifact twice: intervals that hold 1",
              same.text(same.held),
              String.format(
                  Locale.ROOT,
                  "%.0f %% to %.0f %%",
                  (LEVEL - MARGIN) * 100,
                  (LEVEL + MARGIN) * 100),
              Math.abs(same.held / (double) runs - LEVEL) <= MARGIN));
    }
    Tally more = simulate(0.5, INJECTED);
    findings.add(
        new Finding(
            "p50 with 10 % more: intervals that leave out 1 on the right side",
            more.text(more.above),
            String.format(Locale.ROOT, "%.0f %% or more", FOUND_AT_LEAST * 100),
            more.above >= FOUND_AT_LEAST * runs));
    findings.add(
        new Finding(
            "p50 with 10 % more: intervals that hold 1.10",
            more.text(more.held),
            String.format(
                Locale.ROOT, "%.0f %% to %.0f %%", (LEVEL - MARGIN) * 100, (LEVEL + MARGIN) * 100),
            Math.abs(more.held / (double) runs - LEVEL) <= MARGIN));
    return findings;
  }

  private static String percentile(double q) {
    return "p" + Math.round(q * 100);
  }

  private final class Tally {
    private int held;
    private int above;

    String text(int count) {
      return String.format(
          Locale.ROOT, "%.1f %% (%d of %d runs)", count * 100.0 / runs, count, runs);
    }
  }

  private Tally simulate(double q, double factor) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    Tally tally = new Tally();
    for (int run = 0; run < runs; run++) {
      List<long[]> arm = new ArrayList<>();
      List<long[]> reference = new ArrayList<>();
      for (int b = 0; b < blocksPerRun; b++) {
        int drawn = random.nextInt(blocks.one().size());
        boolean swapped = random.nextBoolean();
        arm.add(times((swapped ? blocks.other() : blocks.one()).get(drawn), factor));
        reference.add((swapped ? blocks.one() : blocks.other()).get(drawn));
      }
      Ratio ratio =
          new BlockBootstrap(random.nextLong(), resamples)
              .ratio(
                  blocksPerRun,
                  BlockSamples.of(arm).quantile(q),
                  BlockSamples.of(reference).quantile(q))
              .orElseThrow();
      if (ratio.interval().holds(factor)) {
        tally.held++;
      }
      if (ratio.interval().low() > 1) {
        tally.above++;
      }
    }
    return tally;
  }

  private static long[] times(long[] values, double factor) {
    long[] more = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      more[i] = Math.round(values[i] * factor);
    }
    return more;
  }
}
