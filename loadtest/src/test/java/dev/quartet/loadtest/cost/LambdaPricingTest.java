package dev.quartet.loadtest.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LambdaPricingTest {
  private static final double BILLED_MILLIS = 10;
  private static final double COLD_MILLIS = 500;

  private final PriceBook.Region prices = Prices.usEast1();

  LambdaPricingTest() throws IOException {}

  @Test
  void theBillIsTheSumOfEveryItemAsItStandsInThePriceBook() {
    Bill bill = pricing(Gateway.FUNCTION_URL).bill(1_000, BILLED_MILLIS);
    assertThat(
            bill.items().stream()
                .collect(Collectors.toMap(Bill.Item::name, Bill.Item::usdPerMillion)))
        .hasSize(7)
        .hasEntrySatisfying("compute", usd -> assertUsd(usd, 0.01 * 0.5 * 16.6667))
        .hasEntrySatisfying("cold starts", usd -> assertUsd(usd, 0))
        .hasEntrySatisfying("requests", usd -> assertUsd(usd, 0.20))
        .hasEntrySatisfying("Function URL", usd -> assertUsd(usd, 0))
        .hasEntrySatisfying("S3", usd -> assertUsd(usd, 5))
        .hasEntrySatisfying("DynamoDB", usd -> assertUsd(usd, 0.625))
        .hasEntrySatisfying("logs", usd -> assertUsd(usd, 0.2));
    assertUsd(bill.usdPerMillion(), 0.01 * 0.5 * 16.6667 + 0.2 + 5 + 0.625 + 0.2);
  }

  @Test
  void anHttpApiIsChargedByRequest() {
    double more =
        pricing(Gateway.HTTP_API).bill(1, BILLED_MILLIS).usdPerMillion()
            - pricing(Gateway.FUNCTION_URL).bill(1, BILLED_MILLIS).usdPerMillion();
    assertUsd(more, 1);
  }

  @Test
  void seldomCalledEveryCallMeetsNoEnvironmentAndPaysForInit() {
    LambdaPricing pricing = pricing(Gateway.FUNCTION_URL);
    assertThat(pricing.heldMillis(1e-6, BILLED_MILLIS)).isCloseTo(COLD_MILLIS, within(1.0));
    assertThat(pricing.heldMillis(1, BILLED_MILLIS)).isCloseTo(BILLED_MILLIS, within(0.001));
    double keptForOneGap = Math.exp(-1);
    assertThat(pricing.coldShare(1.0 / 300)).isCloseTo(keptForOneGap, within(1e-9));
  }

  private LambdaPricing pricing(Gateway gateway) {
    return new LambdaPricing(
        prices, Prices.assumptions(gateway), 512, COLD_MILLIS, new StoreRequests(1, 1));
  }

  private static void assertUsd(double usd, double expected) {
    assertThat(usd).isCloseTo(expected, within(1e-4));
  }
}
