package dev.quartet.loadtest.load;

import java.time.Duration;

/**
 * What a run must keep to, so that its figures may be counted.
 *
 * @param deadline longest time from a request's intended start to its whole answer
 * @param maxInFlight most requests in flight at once, 1 or more; an arrival above it is not sent
 *     and voids the run
 * @param maxLateness highest 99th percentile of how late the generator itself started requests
 */
public record LoadLimits(Duration deadline, int maxInFlight, Duration maxLateness) {
  public LoadLimits {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline must be above 0, was " + deadline);
    }
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("maxInFlight must be 1 or more, was " + maxInFlight);
    }
  }
}
