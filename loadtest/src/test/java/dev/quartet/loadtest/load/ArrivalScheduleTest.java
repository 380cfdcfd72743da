package dev.quartet.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ArrivalScheduleTest {
  @Test
  void theSameSeedGivesTheSameSchedule() {
    assertThat(offsets(ArrivalSchedule.poisson(7, 200, Duration.ofSeconds(5))))
        .isEqualTo(offsets(ArrivalSchedule.poisson(7, 200, Duration.ofSeconds(5))))
        .isNotEqualTo(offsets(ArrivalSchedule.poisson(8, 200, Duration.ofSeconds(5))));
  }

  @Test
  void poissonArrivalsComeAtTheMeanRate() {
    // 200,000 arrivals have a standard deviation of 447: 1 % is more than four of them.
    assertThat(ArrivalSchedule.poisson(1, 1_000, Duration.ofSeconds(200)).size())
        .isCloseTo(200_000, within(2_000));
  }

  @Test
  void poissonGapsSpreadAsWidelyAsTheirMean() {
    ArrivalSchedule schedule = ArrivalSchedule.poisson(3, 1_000, Duration.ofSeconds(100));
    double[] gaps =
        IntStream.range(1, schedule.size())
            .mapToDouble(i -> (schedule.offsetNanos(i) - schedule.offsetNanos(i - 1)) / 1e6)
            .toArray();
    double mean = IntStream.range(0, gaps.length).mapToDouble(i -> gaps[i]).average().orElseThrow();
    double variance =
        IntStream.range(0, gaps.length)
            .mapToDouble(i -> (gaps[i] - mean) * (gaps[i] - mean))
            .average()
            .orElseThrow();
    assertThat(Math.sqrt(variance) / mean).isCloseTo(1, within(0.05));
  }

  @Test
  void arrivalsAreInOrderAndInsideTheDuration() {
    long[] offsets = offsets(ArrivalSchedule.poisson(5, 500, Duration.ofSeconds(2)));
    assertThat(offsets).isSorted();
    assertThat(offsets[0]).isNotNegative();
    assertThat(offsets[offsets.length - 1]).isLessThan(2_000_000_000L);
  }

  @Test
  void evenArrivalsKeepTheSameDistance() {
    assertThat(offsets(ArrivalSchedule.even(4, Duration.ofSeconds(1))))
        .containsExactly(0, 250_000_000, 500_000_000, 750_000_000);
  }

  @Test
  void aRateOfZeroIsRefusedByName() {
    assertThatThrownBy(() -> ArrivalSchedule.poisson(1, 0, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ratePerSecond must be above 0");
  }

  private static long[] offsets(ArrivalSchedule schedule) {
    return IntStream.range(0, schedule.size()).mapToLong(schedule::offsetNanos).toArray();
  }
}
