package dev.quartet.contract.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GoodInputTest {

  @Test
  void fiveHundredAndTwelveNumbersMayBeAccepted() {
    assertThat(mayBeAccepted("predict", predict(512, "0.5"))).isTrue();
    assertThat(mayBeAccepted("predict", predict(512, "1"))).isTrue();
  }

  @Test
  void otherDataMayNotBeAccepted() {
    assertThat(mayBeAccepted("predict", predict(511, "0.5"))).isFalse();
    assertThat(mayBeAccepted("predict", predict(512, "1e400"))).isFalse();
    assertThat(mayBeAccepted("predict", predict(512, "null"))).isFalse();
    assertThat(mayBeAccepted("predict", predict(512, "0.5") + "x")).isFalse();
    assertThat(mayBeAccepted("predict", "{}")).isFalse();
    assertThat(mayBeAccepted("predict", "")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\": null}",
        "{\"colour\": 1}",
        "{\"id\": \"0193E2A4-5b7c-7def-8123-456789abcdef\"}"
      })
  void anObjectWithoutAnIdOrWithAUuidMayBeAccepted(String body) {
    assertThat(mayBeAccepted("uuid", body)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"id\": 5}", "{\"id\": \"x\"}", "{\"id\": \"\"}", "{", "null"})
  void anythingElseMayNotBeAccepted(String body) {
    assertThat(mayBeAccepted("uuid", body)).isFalse();
  }

  private static boolean mayBeAccepted(String function, String body) {
    return GoodInput.mayBeAccepted(function, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String predict(int length, String element) {
    return "{\"data\": [" + String.join(",", Collections.nCopies(length, element)) + "]}";
  }
}
