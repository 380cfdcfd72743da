package dev.quartet.loadtest.check;

import dev.quartet.loadtest.load.Latencies;
import dev.quartet.loadtest.statistics.BlockSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

/**
 * Holds our percentiles of real latencies to those of an implementation that has nothing of ours:
 * the bootstrap's, which are exact, and the tables', which keep three digits.
 */
public final class PercentileCheck {
  private static final double THREE_DIGITS = 0.001;

  private final RealBlocks blocks;

  public PercentileCheck(RealBlocks blocks) {
    this.blocks = blocks;
  }

  /** The largest differences. */
  public List<Finding> findings() {
    Quantile independent = Quantile.withDefaults().with(EstimationMethod.HF1).withCopy(true);
    double exact = 0;
    double rounded = 0;
    List<long[]> all = new ArrayList<>(blocks.one());
    all.addAll(blocks.other());
    for (long[] block : all) {
      double[] values = Arrays.stream(block).asDoubleStream().toArray();
      Latencies latencies = new Latencies();
      for (long micros : block) {
        latencies.addNanos(micros * 1_000);
      }
      for (double q : new double[] {0.5, 0.9, 0.99}) {
        double right = independent.evaluate(values, q);
        double own = BlockSamples.of(List.of(block)).quantile(q).of(new int[] {1});
        exact = Math.max(exact, Math.abs(own / right - 1));
        rounded =
            Math.max(rounded, Math.abs(latencies.percentileMillis(q * 100) * 1e3 / right - 1));
      }
    }
    return List.of(
        new Finding(
            "percentiles of the intervals beside commons-statistics: largest difference",
            percent(exact),
            "none",
            exact == 0),
        new Finding(
            "percentiles of the tables beside commons-statistics: largest difference",
            percent(rounded),
            "0.1 % or less",
            rounded <= THREE_DIGITS));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4f %%", share * 100);
  }
}
