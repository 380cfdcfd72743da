package dev.quartet.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatenciesTest {
  @ParameterizedTest
  @ValueSource(doubles = {1, 50, 90, 99, 99.9, 100})
  void percentilesAgreeWithSortingAllTimes(double percentile) {
    SplittableRandom random = new SplittableRandom(11);
    long[] nanos = new long[9_973];
    Latencies latencies = new Latencies();
    for (int i = 0; i < nanos.length; i++) {
      // From 0.1 ms to some seconds, evenly on a logarithmic scale.
      nanos[i] = (long) (1e5 * Math.pow(10, random.nextDouble() * 4.5));
      latencies.addNanos(nanos[i]);
    }
    Arrays.sort(nanos);
    double naive = nanos[(int) Math.ceil(percentile / 100 * nanos.length) - 1] / 1e6;
    // Three significant digits, and the rounding to a microsecond.
    assertThat(latencies.percentileMillis(percentile))
        .isCloseTo(naive, within(naive * 0.001 + 0.001));
  }

  @Test
  void noTimesHaveNoPercentile() {
    assertThat(new Latencies().percentileMillis(50)).isNaN();
  }

  @Test
  void timesOfSeveralRunsAreOnePool() {
    Latencies one = new Latencies();
    one.addNanos(1_000_000);
    Latencies other = new Latencies();
    other.addNanos(3_000_000);
    one.addAll(other);
    assertThat(one.count()).isEqualTo(2);
    assertThat(one.percentileMillis(100)).isCloseTo(3, within(0.003));
  }
}
