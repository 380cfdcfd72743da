package dev.quartet.extension.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyKindTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | INPUT",
        "Application/JSON; charset=utf-8 | INPUT",
        "application/vnd.shop+json | INPUT",
        "application/cloudevents+json;charset=UTF-8 | CLOUD_EVENT",
        "application/cloudevents-batch+json | CLOUD_EVENTS"
      })
  void aMediaTypeSaysWhatABodyIs(String contentType, BodyKind kind) {
    assertThat(BodyKind.of(contentType)).contains(kind);
  }

  @Test
  void aRequestThatStatesNoTypeIsTakenForJson() {
    assertThat(BodyKind.of(null)).contains(BodyKind.INPUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "json", "application/jsonp", "application/cloudevents"})
  void anythingElseIsNotTaken(String contentType) {
    assertThat(BodyKind.of(contentType)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void eachIsNamedToACallerWhoSendsSomethingElse(BodyKind kind) {
    assertThat(BodyKind.accepted()).contains(kind.mediaType());
  }
}
