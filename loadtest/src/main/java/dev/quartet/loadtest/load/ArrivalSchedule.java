package dev.quartet.loadtest.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * When each request of a run is meant to start, fixed before the run begins, so that a slow answer
 * can't delay the arrivals behind it.
 */
public final class ArrivalSchedule {
  private final long[] offsetsNanos;

  private ArrivalSchedule(long[] offsetsNanos) {
    this.offsetsNanos = offsetsNanos;
  }

  /**
   * Arrivals of a Poisson process: exponential gaps with mean 1 / {@code ratePerSecond}.
   *
   * @param seed the same seed gives the same schedule
   * @param ratePerSecond mean arrivals per second, above 0
   * @param duration length of the schedule, above 0; every arrival lies inside it
   */
  public static ArrivalSchedule poisson(long seed, double ratePerSecond, Duration duration) {
    requirePositive(ratePerSecond, duration);
    SplittableRandom random = new SplittableRandom(seed);
    long endNanos = duration.toNanos();
    double meanGapNanos = 1e9 / ratePerSecond;
    long[] offsets = new long[(int) (ratePerSecond * duration.toMillis() / 1_000 * 1.5) + 64];
    int count = 0;
    double atNanos = 0;
    while (true) {
      // 1 - nextDouble() lies in (0, 1], so that the logarithm is finite.
      atNanos += -Math.log(1 - random.nextDouble()) * meanGapNanos;
      if (atNanos >= endNanos) {
        return new ArrivalSchedule(Arrays.copyOf(offsets, count));
      }
      if (count == offsets.length) {
        offsets = Arrays.copyOf(offsets, count * 2);
      }
      offsets[count++] = (long) atNanos;
    }
  }

  /**
   * Arrivals at even distances.
   *
   * @param ratePerSecond arrivals per second, above 0
   * @param duration length of the schedule, above 0
   */
  public static ArrivalSchedule even(double ratePerSecond, Duration duration) {
    requirePositive(ratePerSecond, duration);
    int count = (int) Math.floor(ratePerSecond * duration.toNanos() / 1e9);
    long[] offsets = new long[count];
    for (int i = 0; i < count; i++) {
      offsets[i] = (long) (i * 1e9 / ratePerSecond);
    }
    return new ArrivalSchedule(offsets);
  }

  private static void requirePositive(double ratePerSecond, Duration duration) {
    if (!(ratePerSecond > 0) || Double.isInfinite(ratePerSecond)) {
      throw new IllegalArgumentException("ratePerSecond must be above 0, was " + ratePerSecond);
    }
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("duration must be above 0, was " + duration);
    }
  }

  public int size() {
    return offsetsNanos.length;
  }

  /** Nanoseconds from the start of the run to the intended start of request {@code index}. */
  public long offsetNanos(int index) {
    return offsetsNanos[index];
  }
}
