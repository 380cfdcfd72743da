package dev.quartet.loadtest.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A Lambda function's bill. INIT is billed for every runtime since August 2025, so an invocation
 * that meets no environment costs its whole cold start. One finds none when the gap before it was
 * longer than Lambda keeps an idle environment: for independent callers exp(-rate × that time).
 *
 * @param memoryMegabytes as configured
 * @param coldBilledMillis init and first invocation together
 */
public record LambdaPricing(
    PriceBook.Region prices,
    CostAssumptions assumptions,
    int memoryMegabytes,
    double coldBilledMillis,
    StoreRequests stores)
    implements Pricing {
  private static final double MEGABYTES_PER_GB = 1_024;

  /** The share of invocations that meet no environment. */
  double coldShare(double ratePerSecond) {
    return Math.exp(-ratePerSecond * assumptions.keepAliveSeconds());
  }

  /** How long an environment is held for one request on average, cold starts included. */
  public double heldMillis(double ratePerSecond, double billedMillis) {
    return billedMillis + coldShare(ratePerSecond) * Math.max(0, coldBilledMillis - billedMillis);
  }

  @Override
  public Bill bill(double ratePerSecond, double billedMillis) {
    double usdPerGbSecond =
        Objects.requireNonNull(prices.lambdaGbSecond().get(assumptions.architecture())).usd();
    double gigabytes = memoryMegabytes / MEGABYTES_PER_GB;
    double coldShare = coldShare(ratePerSecond);
    double coldExtraMillis = heldMillis(ratePerSecond, billedMillis) - billedMillis;
    List<Bill.Item> items = new ArrayList<>();
    items.add(
        new Bill.Item(
            "compute",
            billedMillis / 1e3 * gigabytes * usdPerGbSecond * 1e6,
            String.format(Locale.ROOT, "%.2f ms billed × %.3f GB", billedMillis, gigabytes)));
    items.add(
        new Bill.Item(
            "cold starts",
            coldExtraMillis / 1e3 * gigabytes * usdPerGbSecond * 1e6,
            String.format(
                Locale.ROOT,
                "%.4f %% of the invocations, %.0f ms of init and first invocation",
                coldShare * 100,
                coldBilledMillis)));
    items.add(
        new Bill.Item("requests", prices.lambdaMillionRequests().usd(), "one for each invocation"));
    items.add(
        switch (assumptions.gateway()) {
          case FUNCTION_URL ->
              new Bill.Item(
                  "Function URL",
                  prices.functionUrlMillionRequests().usd(),
                  "no charge of its own");
          case HTTP_API ->
              new Bill.Item("HTTP API", prices.httpApiMillionRequests().usd(), "one request each");
        });
    items.addAll(StoreItems.of(prices, stores));
    items.add(
        new Bill.Item(
            "logs",
            assumptions.lambdaLogBytes() * 1e6 / 1e9 * prices.logsGb().usd(),
            assumptions.lambdaLogBytes() + " bytes for each invocation"));
    return new Bill(ratePerSecond, items);
  }
}
