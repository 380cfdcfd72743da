package dev.quartet.loadtest.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Held-out digits to {@code predict}; the answer must be the class that the reference gives that
 * digit.
 */
public final class PredictScenario implements Scenario {
  private final HeldOutDigits digits;

  public PredictScenario(HeldOutDigits digits) {
    this.digits = digits;
  }

  @Override
  public String function() {
    return "predict";
  }

  @Override
  public String description() {
    return "held-out digits; right with the class that the reference gives the digit";
  }

  @Override
  public boolean writesToStores() {
    return false;
  }

  @Override
  public List<Call> calls(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Call> calls = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      calls.add(call(digits.digits().get(random.nextInt(digits.digits().size()))));
    }
    return calls;
  }

  @Override
  public Call firstCall() {
    return call(digits.digits().getFirst());
  }

  private static Call call(HeldOutDigits.Digit digit) {
    return new Call(
        digit.request(),
        body -> JsonAnswer.checkObject(body, answer -> problemOf(answer, digit.expectedClass())));
  }

  private static Optional<String> problemOf(JsonNode answer, int expectedClass) {
    if (!answer.path("class").isIntegralNumber()
        || answer.path("class").intValue() != expectedClass) {
      return Optional.of("class is not " + expectedClass);
    }
    return answer.path("latency_ms").isNumber()
        ? Optional.empty()
        : Optional.of("latency_ms is not a number");
  }
}
