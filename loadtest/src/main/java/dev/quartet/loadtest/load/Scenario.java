package dev.quartet.loadtest.load;

import java.util.List;

/** The requests that one function is sent. */
public interface Scenario {
  /** The function's Funqy name, which is its path too. */
  String function();

  /** Whether calls leave something in the stores, so that every arm needs calls of its own. */
  boolean writesToStores();

  /**
   * Makes the calls of one run.
   *
   * @param seed the same seed gives the same calls
   * @param count how many, 0 or more
   */
  List<Call> calls(long seed, int count);
}
