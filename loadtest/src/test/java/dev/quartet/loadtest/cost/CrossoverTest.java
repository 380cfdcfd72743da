package dev.quartet.loadtest.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class CrossoverTest {
  private static final StoreRequests NO_STORES = new StoreRequests(0, 0);

  private final CostAssumptions assumptions = Prices.assumptions(Gateway.FUNCTION_URL);
  private final LambdaPricing lambda =
      new LambdaPricing(Prices.usEast1(), assumptions, 1_769, 100, NO_STORES);
  private final FargatePricing fargate =
      new FargatePricing(Prices.usEast1(), assumptions, new FargateSize(1, 2), NO_STORES);

  CrossoverTest() throws IOException {}

  @Test
  void atTheCrossoverBothCostTheSameAndOnItsSidesEachIsCheaper() {
    double rate = Crossover.from(lambda, 10, fargate, 0.001).orElseThrow();
    assertThat(rate).isBetween(Crossover.LOWEST_RATE, Crossover.HIGHEST_RATE);
    assertThat(fargate.bill(rate, 0.001).usdPerMillion())
        .isCloseTo(lambda.bill(rate, 10).usdPerMillion(), within(1e-3));
    assertThat(fargate.bill(rate / 2, 0.001).usdPerMillion())
        .isGreaterThan(lambda.bill(rate / 2, 10).usdPerMillion());
    assertThat(fargate.bill(rate * 2, 0.001).usdPerMillion())
        .isLessThan(lambda.bill(rate * 2, 10).usdPerMillion());
  }

  @Test
  void thereIsNoneWhenTheOtherIsDearerAtEveryRate() {
    assertThat(Crossover.from(lambda, 1, fargate, 10)).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void itIsTheLowestRateWhenTheOtherIsAlwaysCheaper() {
    assertThat(Crossover.from(lambda, 10, lambda, 5)).hasValue(Crossover.LOWEST_RATE);
  }
}
