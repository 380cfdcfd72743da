package dev.quartet.loadtest.comparison;

import java.time.Duration;

/**
 * How the highest rate of an arm is looked for.
 *
 * @param limitMillis the p99 that must hold
 * @param firstRate where the climb begins, in requests per second, above 0
 * @param highestRate no more than this is tried
 * @param stepDuration load of one step
 */
public record RateSweep(
    double limitMillis, double firstRate, double highestRate, Duration stepDuration) {
  RateSearch search() {
    return new RateSearch(firstRate, highestRate);
  }
}
