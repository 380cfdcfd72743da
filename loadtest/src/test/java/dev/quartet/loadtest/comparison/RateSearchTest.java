package dev.quartet.loadtest.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RateSearchTest {
  @Test
  void theHighestRateThatHoldsIsFoundWithinATenth() {
    assertThat(highest(new RateSearch(20, 2_000), 730)).isBetween(730 / 1.1, 730.0);
  }

  @Test
  void anArmThatHoldsEverythingIsAskedForTheHighestRateAndNoMore() {
    assertThat(highest(new RateSearch(20, 2_000), Double.MAX_VALUE)).isEqualTo(2_000);
  }

  @Test
  void anArmThatHoldsNothingIsGivenUp() {
    assertThat(highest(new RateSearch(20, 2_000), 0)).isZero();
  }

  private static double highest(RateSearch search, double limit) {
    double highest = 0;
    int steps = 0;
    while (search.goesOn()) {
      double rate = search.nextRate();
      boolean holds = rate <= limit;
      highest = holds ? Math.max(highest, rate) : highest;
      search.tried(holds);
      steps++;
      assertThat(steps).isLessThan(30);
    }
    return highest;
  }
}
