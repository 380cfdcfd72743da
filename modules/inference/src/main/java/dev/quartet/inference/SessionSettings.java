package dev.quartet.inference;

/**
 * How a model is run.
 *
 * @param intraOpThreads threads that share the work of one operator, the caller's included; at
 *     least 1. One operator runs at a time.
 */
public record SessionSettings(int intraOpThreads) {

  /**
   * @throws IllegalArgumentException if {@code intraOpThreads} is less than 1
   */
  public SessionSettings {
    if (intraOpThreads < 1) {
      throw new IllegalArgumentException(
          "intraOpThreads must be at least 1, got " + intraOpThreads);
    }
  }

  /** As many threads as the process has processors. */
  public static SessionSettings ofAvailableProcessors() {
    return new SessionSettings(Runtime.getRuntime().availableProcessors());
  }
}
