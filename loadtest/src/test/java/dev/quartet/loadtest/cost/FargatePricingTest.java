package dev.quartet.loadtest.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartet.loadtest.process.Limits;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FargatePricingTest {
  private static final double CPU_SECONDS = 0.001;
  private static final double TASK_USD_PER_HOUR = 0.04048 + 2 * 0.004445;

  private final FargatePricing pricing =
      new FargatePricing(
          Prices.usEast1(),
          Prices.assumptions(Gateway.FUNCTION_URL),
          new FargateSize(1, 2),
          new StoreRequests(0, 0));

  FargatePricingTest() throws IOException {}

  @Test
  void tasksAreAddedWhenTheRequestsNeedMoreThanTheUtilisationStated() {
    assertThat(pricing.tasks(1, CPU_SECONDS)).isEqualTo(1);
    assertThat(pricing.tasks(500, CPU_SECONDS)).isEqualTo(1);
    assertThat(pricing.tasks(501, CPU_SECONDS)).isEqualTo(2);
    assertThat(pricing.tasks(5_000, CPU_SECONDS)).isEqualTo(10);
  }

  @Test
  void whatATaskDoesNotUseIsPaidTooAndStandsApart() {
    Bill bill = pricing.bill(100, CPU_SECONDS);
    double millionsPerHour = 0.36;
    assertThat(
            bill.items().stream()
                .collect(Collectors.toMap(Bill.Item::name, Bill.Item::usdPerMillion)))
        .hasEntrySatisfying(
            "compute", usd -> assertUsd(usd, 0.1 * TASK_USD_PER_HOUR / millionsPerHour))
        .hasEntrySatisfying(
            "idle time", usd -> assertUsd(usd, 0.9 * TASK_USD_PER_HOUR / millionsPerHour))
        .hasEntrySatisfying(
            "load balancer", usd -> assertUsd(usd, (0.0225 + 0.72 * 0.008) / millionsPerHour));
  }

  @Test
  void aMillionRequestsAreTheDearerTheFewerComeInAnHour() {
    assertThat(pricing.bill(0.1, CPU_SECONDS).usdPerMillion())
        .isGreaterThan(900 * pricing.bill(100, CPU_SECONDS).usdPerMillion());
  }

  @Test
  void theSmallestSizeThatFargateSellsAndThatHasRoomIsTaken() {
    assertThat(FargateSize.holding(new Limits(1, 1_769))).isEqualTo(new FargateSize(1, 2));
    assertThat(FargateSize.holding(new Limits(0.25, 128))).isEqualTo(new FargateSize(0.25, 0.5));
    assertThat(FargateSize.holding(new Limits(0.25, 3_000))).isEqualTo(new FargateSize(0.5, 3));
    assertThat(FargateSize.holding(new Limits(2, 1_000))).isEqualTo(new FargateSize(2, 4));
  }

  private static void assertUsd(double usd, double expected) {
    assertThat(usd).isCloseTo(expected, within(1e-4));
  }
}
