package dev.quartet.loadtest.cost;

/** How a million requests of one arm are billed, by its rate and by what was measured of it. */
public sealed interface Pricing permits LambdaPricing, FargatePricing {
  /**
   * @param ratePerSecond mean requests per second, above 0
   * @param measured what this kind is billed by, for each request: billed milliseconds of Lambda,
   *     CPU seconds of Fargate
   */
  Bill bill(double ratePerSecond, double measured);
}
