package dev.quartet.serving.protocol;

/**
 * Parameters that change what is read or answered: to go on without them would be a wrong answer.
 */
public final class Parameters {

  private Parameters() {}

  /**
   * Checks a parameter of an input.
   *
   * @throws Refusal if it is one of them
   */
  public static void requireServedOfInput(String parameter, Place place) {
    if (parameter.equals("shared_memory_region")) {
      throw Refusal.at(place, "shared memory is not served: send the data.");
    }
  }

  /**
   * Checks a parameter of a requested output.
   *
   * @throws Refusal if it is one of them
   */
  public static void requireServedOfOutput(String parameter, Place place) {
    switch (parameter) {
      case "classification" ->
          throw Refusal.at(place, "classification is not served: take the output and rank it.");
      case "shared_memory_region" ->
          throw Refusal.at(place, "shared memory is not served: take the output from the answer.");
      default -> {}
    }
  }
}
