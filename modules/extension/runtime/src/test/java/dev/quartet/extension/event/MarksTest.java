package dev.quartet.extension.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"requestContext\":1}",
        "{\"Records\":[{\"eventSource\" : \"aws:sqs\"}]}",
        "{\"EventSource\":1}",
        "{\"a\":\"b\",\"detail-type\":1}",
        "{\"specversion\":\"1.0\"}",
        "\"s3:TestEvent\"",
        "\"TopicArn\""
      })
  void aNameThatOnlyEventsHaveIsFound(String event) {
    assertThat(found(event)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"",
        "{}",
        "{\"data\":[1,2]}",
        "{\"eventSources\":1}",
        "{\"myeventSource\":1}",
        "{\"a\":\"an eventSource\"}",
        "{\"a\":\"a \\\"eventSource\\\" in a text\"}",
        "\"eventSource",
        "eventSource\""
      })
  void anInputIsNotTakenForAnEvent(String input) {
    assertThat(found(input)).isFalse();
  }

  private static boolean found(String event) {
    return Marks.areIn(event.getBytes(StandardCharsets.UTF_8));
  }
}
