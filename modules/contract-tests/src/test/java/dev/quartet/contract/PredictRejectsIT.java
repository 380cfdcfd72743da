package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ContractTest
final class PredictRejectsIT {

  private final Http http;

  PredictRejectsIT(Http http) {
    this.http = http;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 513, 1024})
  void theWrongNumberOfNumbers(int length) {
    Problem.in(http.post("/predict", Digits.of(length)), 422).names("/data").expects("512");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"0.5\"", "\"x\"", "true", "null", "[0.5]", "[]", "{}", "{\"a\":1}"})
  void anElementThatIsNoNumber(String element) {
    Problem.in(http.post("/predict", Digits.withElement(2, element)), 400)
        .names("/data/2")
        .expects("number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999"})
  void aNumberThatIsNotFinite(String element) {
    Problem.in(http.post("/predict", Digits.withElement(2, element)), 422)
        .names("/data/2")
        .expects("finite");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+1", "0x10", ".5", "01", "1,,2"})
  void aTokenThatJsonDoesNotHave(String element) {
    Problem.in(http.post("/predict", Digits.withElement(2, element)), 400, 422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"data\"", "{\"data\": [0.5, ", "{\"data\": [0.5]", "data=1"})
  void aBodyThatIsNoJson(String body) {
    Problem.in(http.post("/predict", body), 400).expects("JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"}", "x", "{}", ", 1"})
  void garbageAfterTheObject(String garbage) {
    Problem.in(http.post("/predict", Digits.plain() + garbage), 400);
  }

  @Test
  void bytesThatAreNotUtf8() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("{\"da".getBytes(StandardCharsets.UTF_8));
    body.write(0xFF);
    body.write(0xC3);
    body.writeBytes("ta\": [0.5]}".getBytes(StandardCharsets.UTF_8));

    Problem.in(http.post("/predict", body.toByteArray()), 400, 422);
  }

  @Test
  void nestingDeeperThanAnyInputNeeds() {
    Problem.in(http.post("/predict", "{\"data\": " + "[".repeat(5_000)), 400);
    Problem.in(
        http.post("/predict", "{\"data\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}"), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
  void aContentTypeThatIsNotJson(String type) {
    Answer answer =
        Http.send(
            http.to("/predict")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(Digits.plain())));

    Problem.in(answer, 415)
        .expects("application/json")
        .expects("application/cloudevents+json")
        .expects("application/cloudevents-batch+json");
  }

  /** Some clients name no content type: taken as JSON or refused, and never an error of ours. */
  @Test
  void noContentTypeIsTakenAsJsonOrRefused() {
    Answer answer = Http.send(http.to("/predict").POST(BodyPublishers.ofString(Digits.plain())));

    if (answer.status() != 200) {
      Problem.in(answer, 415).expects("application/json");
    }
  }

  /** JSON leaves the meaning of a repeated name open: the last one wins or the body is refused. */
  @Test
  void aRepeatedFieldIsRefusedOrItsLastValueTaken() {
    String good = Digits.plain();
    String repeated = "{\"data\": [1]," + good.substring(1);
    Answer answer = http.post("/predict", repeated);

    if (answer.status() == 200) {
      assertThat(answer.json().get("class"))
          .isEqualTo(http.post("/predict", good).json().get("class"));
    } else {
      Problem.in(answer, 400, 422);
    }
  }
}
