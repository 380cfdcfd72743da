package dev.quartet.loadtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;
import org.junit.jupiter.api.Test;

final class BlockBootstrapTest {
  private final BlockBootstrap bootstrap = new BlockBootstrap(7, 1_000);

  @Test
  void theSameSeedGivesTheSameIntervalAndAnotherAnother() {
    BlockStatistic statistic = samples(1, 12, 1).quantile(0.5);
    Interval first = bootstrap.interval(12, statistic).orElseThrow();
    assertThat(new BlockBootstrap(7, 1_000).interval(12, statistic)).contains(first);
    assertThat(new BlockBootstrap(8, 1_000).interval(12, statistic).orElseThrow())
        .isNotEqualTo(first);
    assertThat(first.low()).isLessThan(first.estimate()).isLessThan(first.high());
  }

  @Test
  void aFigureOfTwiceTheSizeInEveryBlockHasARatioOfTwoWithoutDoubt() {
    Ratio ratio =
        bootstrap
            .ratio(10, samples(1, 10, 2).quantile(0.5), samples(1, 10, 1).quantile(0.5))
            .orElseThrow();
    assertThat(ratio.interval().estimate()).isCloseTo(2, within(0.001));
    assertThat(ratio.interval().relativeWidth()).isLessThan(0.001);
    assertThat(ratio.differs()).isTrue();
    assertThat(ratio.probabilityBelowOne()).isZero();
  }

  @Test
  void drawingBlocksTogetherTakesOutWhatTheBlocksShare() {
    BlockStatistic figure = samples(1, 10, 1.1).quantile(0.5);
    BlockStatistic reference = samples(1, 10, 1).quantile(0.5);
    double alone = bootstrap.interval(10, figure).orElseThrow().relativeWidth();
    double paired = bootstrap.ratio(10, figure, reference).orElseThrow().interval().relativeWidth();
    assertThat(alone).isGreaterThan(0.1);
    assertThat(paired).isLessThan(alone / 10);
  }

  @Test
  void fewerBlocksLeaveOutLessAtEachEnd() {
    assertThat(BlockBootstrap.tail(1_000)).isCloseTo(0.025, within(0.001));
    assertThat(BlockBootstrap.tail(10)).isCloseTo(0.0085, within(0.001));
    assertThat(BlockBootstrap.tail(5)).isLessThan(0.002);
  }

  @Test
  void oneBlockOrNoneHasNoInterval() {
    assertThat(bootstrap.interval(1, weights -> 3)).isEmpty();
    assertThat(bootstrap.interval(0, weights -> 3)).isEmpty();
    assertThat(bootstrap.ratio(4, weights -> Double.NaN, weights -> 1)).isEmpty();
    assertThat(new Interval(1, 1, 1, 5).enoughBlocks()).isFalse();
    assertThat(new Interval(1, 1, 1, 6).enoughBlocks()).isTrue();
  }

  @Test
  void quantilesAgreeWithAnIndependentImplementationForEveryChoiceOfBlocks() {
    List<long[]> blocks = blocks(3, 4, 1);
    BlockSamples samples = BlockSamples.of(blocks);
    int[] weights = {2, 0, 1, 3};
    List<Double> pooled = new ArrayList<>();
    for (int b = 0; b < weights.length; b++) {
      for (int times = 0; times < weights[b]; times++) {
        for (long value : blocks.get(b)) {
          pooled.add((double) value);
        }
      }
    }
    double[] values = pooled.stream().mapToDouble(Double::doubleValue).toArray();
    Quantile independent = Quantile.withDefaults().with(EstimationMethod.HF1).withCopy(true);
    for (double q : new double[] {0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
      assertThat(samples.quantile(q).of(weights)).isEqualTo(independent.evaluate(values, q));
    }
  }

  @Test
  void meansWeighEachBlockByItsCount() {
    BlockStatistic mean = BlockMeans.perCount(new double[] {10, 0, 30}, new double[] {10, 20, 10});
    assertThat(mean.of(new int[] {1, 1, 1})).isEqualTo(1);
    assertThat(mean.of(new int[] {0, 0, 2})).isEqualTo(3);
    assertThat(mean.of(new int[] {0, 0, 0})).isNaN();
  }

  @Test
  void fewResamplesAreRefused() {
    assertThatThrownBy(() -> new BlockBootstrap(1, 10))
        .hasMessage("resamples must be 100 or more, was 10");
  }

  private static BlockSamples samples(long seed, int blocks, double factor) {
    return BlockSamples.of(blocks(seed, blocks, factor));
  }

  /** Blocks with a level of their own, as a shared machine gives them. */
  private static List<long[]> blocks(long seed, int blocks, double factor) {
    SplittableRandom random = new SplittableRandom(seed);
    List<long[]> all = new ArrayList<>();
    for (int b = 0; b < blocks; b++) {
      double level = random.nextDouble(1_000_000, 2_000_000);
      long[] block = new long[50];
      for (int i = 0; i < block.length; i++) {
        block[i] = Math.round(level * random.nextDouble(0.9, 1.1) * factor);
      }
      all.add(block);
    }
    return all;
  }
}
