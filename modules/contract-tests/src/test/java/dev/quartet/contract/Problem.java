package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.harness.Answer;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What every error over HTTP looks like: RFC 9457, and nothing of the inside. */
final class Problem {

  private static final Pattern INSIDE =
      Pattern.compile(
          "(?<![\\w.])(?:java|javax|jakarta|com|io|org|dev\\.quartet)\\.[a-z]\\w*\\.|Exception|(?:\\b|\\\\t)at [\\w.$]+\\(");

  private final Answer answer;
  private final JsonNode json;

  private Problem(Answer answer) {
    this.answer = answer;
    this.json = answer.json();
  }

  /** Checks that the answer is a problem document with one of the statuses. */
  static Problem in(Answer answer, Integer... statuses) {
    assertThat(answer.status()).as(answer.toString()).isIn(Arrays.asList((Object[]) statuses));
    return in(answer);
  }

  /** Checks that the answer is a problem document, whatever its status. */
  static Problem in(Answer answer) {
    assertThat(answer.mediaType()).as(answer.toString()).isEqualTo("application/problem+json");
    Problem problem = new Problem(answer);
    problem.isComplete();
    problem.tellsNothingOfTheInside();
    return problem;
  }

  private void isComplete() {
    for (String member : new String[] {"type", "title", "detail", "instance"}) {
      assertThat(json.path(member).isTextual()).as("%s is text in %s", member, answer).isTrue();
      assertThat(json.path(member).asText()).as("%s in %s", member, answer).isNotBlank();
    }
    assertThat(json.path("status").asInt()).as("status in %s", answer).isEqualTo(answer.status());
  }

  private void tellsNothingOfTheInside() {
    assertTellsNothingOfTheInside(answer.body());
  }

  /** Checks that a text has no class name, no package name and no stack trace. */
  static void assertTellsNothingOfTheInside(String text) {
    assertThat(INSIDE.matcher(text).find()).as("names the inside: %s", text).isFalse();
  }

  /** Checks that the field is named, as the member {@code pointer} or in the detail. */
  Problem names(String pointer) {
    if (json.has("pointer")) {
      assertThat(json.get("pointer").asText()).as(answer.toString()).isEqualTo(pointer);
    } else {
      assertThat(detail()).contains(pointer);
    }
    return this;
  }

  /** Checks that the detail says what was expected. */
  Problem expects(String text) {
    assertThat(detail()).containsIgnoringCase(text);
    return this;
  }

  private String detail() {
    return json.get("detail").asText();
  }
}
