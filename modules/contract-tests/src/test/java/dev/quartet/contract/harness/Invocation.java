package dev.quartet.contract.harness;

import com.fasterxml.jackson.databind.JsonNode;

/** What the Invoke API answered. */
public record Invocation(Answer answer) {

  /** Whether the function was reached and ended with an error of its own. */
  public boolean isFunctionError() {
    return answer.status() == 200 && answer.header("X-Amz-Function-Error").isPresent();
  }

  /**
   * The function's result.
   *
   * @throws AssertionError when the call or the function failed
   */
  public JsonNode result() {
    if (answer.status() != 200 || isFunctionError()) {
      throw new AssertionError("Expected a result, got " + this);
    }
    return answer.json();
  }

  /**
   * The function's error.
   *
   * @throws AssertionError when the call failed before the function, or the function did not fail
   */
  public JsonNode error() {
    if (!isFunctionError()) {
      throw new AssertionError("Expected a function error, got " + this);
    }
    return answer.json();
  }
}
