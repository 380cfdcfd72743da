package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.contract.harness.Answer;

/** An error as the Open Inference Protocol has it. */
final class ProtocolError {

  private ProtocolError() {}

  /**
   * The error's message.
   *
   * @throws AssertionError when the answer is no such error, or tells of the inside
   */
  static String in(Answer answer, int status) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    return in(answer);
  }

  /** As {@link #in(Answer, int)}, with any status. */
  static String in(Answer answer) {
    // To the letter: clients compare it.
    assertThat(answer.header("Content-Type")).as(answer.toString()).hasValue("application/json");
    assertThat(answer.json().fieldNames()).toIterable().as(answer.body()).containsExactly("error");
    assertThat(answer.json().get("error").isTextual()).as(answer.body()).isTrue();
    String error = answer.json().get("error").asText();
    assertThat(error).isNotBlank();
    Problem.assertTellsNothingOfTheInside(error);
    return error;
  }
}
