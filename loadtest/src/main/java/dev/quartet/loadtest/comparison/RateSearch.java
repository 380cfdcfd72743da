package dev.quartet.loadtest.comparison;

/**
 * Looks for the highest rate that holds: doubles while it holds, then halves the distance between
 * the highest that held and the lowest that didn't until they are within a tenth.
 */
final class RateSearch {
  private static final double CLOSE_ENOUGH = 1.1;
  private static final double LOWEST_RATE = 1;

  private final double highestRate;
  private double held;
  private double failed = Double.POSITIVE_INFINITY;
  private double next;

  RateSearch(double firstRate, double highestRate) {
    this.next = Math.min(firstRate, highestRate);
    this.highestRate = highestRate;
  }

  /** The rate to try, in requests per second. */
  double nextRate() {
    return next;
  }

  void tried(boolean holds) {
    if (holds) {
      held = next;
    } else {
      failed = next;
    }
    if (Double.isInfinite(failed)) {
      next = Math.min(highestRate, held * 2);
    } else if (held == 0) {
      next = failed / 2;
    } else {
      next = Math.sqrt(held * failed);
    }
  }

  /** Whether another rate should be tried. */
  boolean goesOn() {
    return held < highestRate && (held == 0 ? failed > LOWEST_RATE : failed / held > CLOSE_ENOUGH);
  }
}
