package dev.quartet.inference;

import java.util.Iterator;

/** Frees several things, all of them also when one fails. */
final class Closing {

  private Closing() {}

  /**
   * Takes all steps, the last one first. The failure that comes first is thrown with the others
   * suppressed in it.
   */
  static <E extends Exception> void all(Iterator<? extends Step<E>> steps) throws E {
    if (steps.hasNext()) {
      try (Step<E> _ = steps.next()) {
        all(steps);
      }
    }
  }

  /** Frees one of them. */
  @FunctionalInterface
  interface Step<E extends Exception> extends AutoCloseable {
    @Override
    void close() throws E;
  }
}
