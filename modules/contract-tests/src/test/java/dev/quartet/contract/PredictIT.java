package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.Digits.Digit;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;

@ContractTest
final class PredictIT {

  private final Http http;

  PredictIT(Http http) {
    this.http = http;
  }

  @Test
  void atLeast95PercentOfTheHeldOutDigitsAreRecognised() {
    List<Digit> digits = Digits.heldOut();
    long correct = digits.stream().filter(digit -> classOf(digit.json()) == digit.label()).count();

    assertThat(digits).hasSizeGreaterThanOrEqualTo(200);
    assertThat((double) correct / digits.size())
        .as("%d of %d", correct, digits.size())
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void theAnswerIsTheClassAndTheLatencyAndNothingElse() {
    Answer answer = http.post("/predict", Digits.plain());

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.mediaType()).isEqualTo("application/json");
    JsonNode json = answer.json();
    assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrder("class", "latency_ms");
    assertThat(json.get("class").isInt()).as(answer.body()).isTrue();
    assertThat(json.get("class").asInt()).isBetween(0, 9);
    assertThat(json.get("latency_ms").isNumber()).as(answer.body()).isTrue();
    assertThat(json.get("latency_ms").asDouble()).isNotNegative();
  }

  @Test
  void theSameDigitTwiceIsTheSameClass() {
    String digit = Digits.heldOut().getFirst().json();

    assertThat(classOf(digit)).isEqualTo(classOf(digit));
  }

  @Test
  void wholeNumbersAreNumbersToo() {
    Answer answer = http.post("/predict", Digits.withElement(0, "1"));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  @Test
  void aCharsetOrAnAcceptHeaderChangesNothing() {
    Answer answer =
        Http.send(
            http.to("/predict")
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Accept", "application/json, text/plain;q=0.5")
                .POST(BodyPublishers.ofString(Digits.plain())));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private int classOf(String input) {
    Answer answer = http.post("/predict", input);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().get("class").asInt(-1);
  }
}
