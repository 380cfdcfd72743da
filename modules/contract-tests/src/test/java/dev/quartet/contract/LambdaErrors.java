package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.harness.Invocation;

/** What every error of a direct invocation looks like: a type, a message, nothing of the inside. */
final class LambdaErrors {

  private LambdaErrors() {}

  /** Checks the error and gives its message. */
  static String messageOf(Invocation invocation, String errorType) {
    JsonNode error = invocation.error();
    assertThat(error.path("errorType").asText()).as(error.toString()).isEqualTo(errorType);
    assertThat(error.path("stackTrace").size()).as(error.toString()).isZero();
    assertThat(error.has("cause")).as(error.toString()).isFalse();
    String message = error.path("errorMessage").asText();
    assertThat(message).isNotBlank();
    Problem.assertTellsNothingOfTheInside(error.toString());
    return message;
  }
}
