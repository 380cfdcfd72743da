package dev.quartet.loadtest.load;

import java.util.List;

/** The requests that one function is sent. */
public interface Scenario {
  /** The function's Funqy name, which is its path too. */
  String function();

  /** What is sent and what makes an answer right, in one phrase for the report. */
  String description();

  /** Whether calls leave something in the stores, so that every arm needs calls of its own. */
  boolean writesToStores();

  /**
   * Makes the calls of one run.
   *
   * @param seed the same seed gives the same calls
   * @param count how many, 0 or more
   */
  List<Call> calls(long seed, int count);

  /** The call for a first answer, always the same one. */
  default Call firstCall() {
    return calls(0, 1).getFirst();
  }
}
