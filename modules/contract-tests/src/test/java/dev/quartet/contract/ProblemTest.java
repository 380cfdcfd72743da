package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.contract.harness.Answer;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProblemTest {

  private static final String GOOD =
      """
      {"type": "https://www.example.com/problems/x", "title": "Invalid input", "status": 422,
       "detail": "/data/2: expected a number, got 0.5", "instance": "/predict", "pointer": "/data/2"}
      """;

  @Test
  void aGoodProblemPasses() {
    assertThatCode(() -> Problem.in(answer(GOOD), 400, 422).names("/data/2").expects("Number"))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherStatusFieldOrExpectationIsNoticed() {
    assertFails(() -> Problem.in(answer(GOOD), 400));
    assertFails(() -> Problem.in(answer(GOOD), 422).names("/data/3"));
    assertFails(() -> Problem.in(answer(GOOD), 422).expects("512"));
    assertFails(() -> Problem.in(answer(GOOD.replace("422", "400")), 422));
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "title", "status", "detail", "instance"})
  void aMissingMemberIsNoticed(String member) {
    assertFails(() -> Problem.in(answer(GOOD.replace('"' + member + '"', "\"other\"")), 422));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.String",
        "NullPointerException",
        "com.fasterxml.jackson.core.JsonToken",
        "(io.vertx.core.Future)",
        "dev.quartet.functions.Pixels",
        "\\n\\tat Foo.bar(Foo.java:5)"
      })
  void theInsideIsNoticed(String inside) {
    assertFails(() -> Problem.in(answer(GOOD.replace("got 0.5", inside)), 422));
  }

  @Test
  void anotherMediaTypeIsNoticed() {
    assertFails(() -> Problem.in(answer(GOOD, "application/json"), 422));
  }

  private static void assertFails(Runnable check) {
    assertThatThrownBy(check::run).isInstanceOf(AssertionError.class);
  }

  private static Answer answer(String body) {
    return answer(body, "application/problem+json; charset=utf-8");
  }

  private static Answer answer(String body, String type) {
    return new Answer(
        422, HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true), body);
  }
}
