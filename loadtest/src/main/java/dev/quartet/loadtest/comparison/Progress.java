package dev.quartet.loadtest.comparison;

import java.time.Duration;

/** Told what a comparison does. */
@FunctionalInterface
public interface Progress {
  /**
   * @param step what begins now, in a few words
   * @param done how much of the planned time is behind, from 0 to 1
   * @param left how long the rest is planned to take; less when the run stops early
   */
  void tell(String step, double done, Duration left);
}
