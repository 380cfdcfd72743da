package dev.quartet.loadtest.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The random order of things, repeatable by its seed. */
public final class BlockOrder {
  private final long seed;

  public BlockOrder(long seed) {
    this.seed = seed;
  }

  /** {@code items} in the order of round {@code round} of {@code purpose}. */
  public <T> List<T> shuffled(List<T> items, String purpose, int round) {
    List<T> shuffled = new ArrayList<>(items);
    Collections.shuffle(shuffled, new Random(seedFor(purpose, round)));
    return shuffled;
  }

  /**
   * A seed for round {@code round} of {@code purpose}, the same for every arm that is given the
   * same arguments.
   */
  long seedFor(String purpose, int round) {
    long mixed = seed;
    mixed = mix(mixed ^ purpose.hashCode());
    return mix(mixed + round);
  }

  /** SplitMix64's finaliser: neighbouring seeds give unrelated ones. */
  private static long mix(long value) {
    long mixed = value + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
