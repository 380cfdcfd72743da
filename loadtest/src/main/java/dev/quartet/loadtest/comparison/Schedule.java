package dev.quartet.loadtest.comparison;

import java.time.Duration;

/** How much of a plan's time is behind. Start-up and cold starts are guesses, load is not. */
final class Schedule {
  private static final Duration COLD_START = Duration.ofSeconds(2);

  private final Duration all;
  private Duration done = Duration.ZERO;

  Schedule(Plan plan, int arms, int functions) {
    all =
        COLD_START
            .multipliedBy((long) plan.coldStarts() * arms)
            .plus(plan.warmUp().multipliedBy((long) arms * functions))
            .plus(plan.duration().multipliedBy((long) plan.blocks() * arms * functions));
  }

  void coldStarted() {
    done = done.plus(COLD_START);
  }

  void loaded(Duration duration) {
    done = done.plus(duration);
  }

  /** From 0 to 1. */
  double share() {
    return all.isZero() ? 1 : Math.min(1, done.toNanos() / (double) all.toNanos());
  }

  Duration left() {
    Duration left = all.minus(done);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
