package dev.quartet.serving.protocol;

/** How many tensors a request may name. */
public final class TensorCount {

  /** More than any model has, and few enough to hold what is said of each. */
  private static final int MOST_TENSORS = 1_000;

  private TensorCount() {}

  /**
   * Checks that one more may come.
   *
   * @param count how many there are already
   * @param place what has them
   * @throws Refusal if there is no room for one more
   */
  public static void requireRoom(int count, Place place) {
    if (count == MOST_TENSORS) {
      throw Refusal.at(place, "expected at most " + MOST_TENSORS + " tensors.");
    }
  }
}
