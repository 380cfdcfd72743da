package dev.quartet.inference;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long the runs of a model take at their best, by how many vectors they have. The best, because
 * what else runs on the machine only ever makes a run longer. Safe for use by several threads at
 * once; a run that ends at the same moment as another may go unnoticed.
 */
public final class RunTimes {

  /** Sizes of batches are told apart as 1, 2, 3 to 4, 5 to 8, and so on. */
  private static final int SIZES = Integer.SIZE;

  /** The first runs of a size allocate what later ones use again. */
  private static final int ENOUGH_RUNS = 3;

  /** A batch twice as large has to save at least a tenth of the time of each vector. */
  private static final double WORTHWHILE = 0.9;

  /** So often a size that did not pay is given another chance. */
  private static final int RETRIAL = 64;

  private final AtomicLongArray shortestNanosPerVector = new AtomicLongArray(SIZES);
  private final AtomicIntegerArray runs = new AtomicIntegerArray(SIZES);
  private final AtomicInteger questions = new AtomicInteger();
  private volatile long shortestNanos = Long.MAX_VALUE;

  RunTimes() {}

  /**
   * @param vectors at least 1
   */
  void add(int vectors, long nanos) {
    if (nanos < shortestNanos) {
      shortestNanos = nanos;
    }
    int size = size(vectors);
    long nanosPerVector = nanos / vectors;
    int before = runs.get(size);
    if (before == 0 || nanosPerVector < shortestNanosPerVector.get(size)) {
      shortestNanosPerVector.set(size, nanosPerVector);
    }
    if (before < ENOUGH_RUNS) {
      runs.set(size, before + 1);
    }
  }

  /**
   * The shortest run so far, in nanoseconds, which is no shorter than one vector takes at its best;
   * {@link Long#MAX_VALUE} before the first.
   */
  public long shortestNanos() {
    return shortestNanos;
  }

  /**
   * How many vectors a batch should have at most: as many as make the time of each shorter. More
   * would make all of them wait for nothing.
   *
   * @param most the answer is at most this; at least 1
   */
  public int mostWorthwhile(int most) {
    int vectors = 1;
    while (vectors < most && mayDouble(size(vectors))) {
      vectors *= 2;
    }
    if (vectors < most && questions.incrementAndGet() % RETRIAL == 0) {
      vectors *= 2;
    }
    return Math.min(vectors, most);
  }

  /** True too where it isn't known yet; but the size before has to be. */
  private boolean mayDouble(int size) {
    if (runs.get(size) < ENOUGH_RUNS) {
      return false;
    }
    return runs.get(size + 1) < ENOUGH_RUNS
        || shortestNanosPerVector.get(size + 1) <= WORTHWHILE * shortestNanosPerVector.get(size);
  }

  private static int size(int vectors) {
    return vectors == 1 ? 0 : SIZES - Integer.numberOfLeadingZeros(vectors - 1);
  }
}
