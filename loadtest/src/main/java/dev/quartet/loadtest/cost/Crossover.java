package dev.quartet.loadtest.cost;

import java.util.OptionalDouble;

/** At which rates one way of hosting becomes cheaper than another. */
public final class Crossover {
  /** Rates in requests per second between which is looked. */
  public static final double LOWEST_RATE = 1e-3;

  public static final double HIGHEST_RATE = 1e4;

  private static final int STEPS_PER_DECADE = 40;
  private static final int DECADES = 7;
  private static final int HALVINGS = 30;

  private Crossover() {}

  /** The rates of a curve: {@code perDecade} to a factor of ten, both ends included. */
  public static double[] rates(int perDecade) {
    double[] rates = new double[DECADES * perDecade + 1];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = LOWEST_RATE * Math.pow(10, i / (double) perDecade);
    }
    return rates;
  }

  /**
   * The lowest rate from which {@code later} costs no more than {@code first}; empty when it never
   * does, and the lowest rate when it always does.
   *
   * @param firstMeasured what {@code first} is billed by, for each request
   * @param laterMeasured what {@code later} is billed by, for each request
   */
  public static OptionalDouble from(
      Pricing first, double firstMeasured, Pricing later, double laterMeasured) {
    double[] rates = rates(STEPS_PER_DECADE);
    double below = Double.NaN;
    for (double rate : rates) {
      if (laterIsCheaper(rate, first, firstMeasured, later, laterMeasured)) {
        return OptionalDouble.of(
            Double.isNaN(below)
                ? rate
                : between(below, rate, first, firstMeasured, later, laterMeasured));
      }
      below = rate;
    }
    return OptionalDouble.empty();
  }

  private static double between(
      double below,
      double above,
      Pricing first,
      double firstMeasured,
      Pricing later,
      double laterMeasured) {
    double low = below;
    double high = above;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = Math.sqrt(low * high);
      if (laterIsCheaper(middle, first, firstMeasured, later, laterMeasured)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static boolean laterIsCheaper(
      double rate, Pricing first, double firstMeasured, Pricing later, double laterMeasured) {
    return later.bill(rate, laterMeasured).usdPerMillion()
        <= first.bill(rate, firstMeasured).usdPerMillion();
  }
}
