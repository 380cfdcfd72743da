package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.malformed.MalformedInference;
import dev.quartet.contract.malformed.MalformedInferences;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@ContractTest
final class MalformedInferencesIT {

  private static final long SEED = 20_261_124;
  private static final int COUNT = 500;

  private final Http http;

  MalformedInferencesIT(Http http) {
    this.http = http;
  }

  @Test
  void fiveHundredMalformedRequestsAreEachAnErrorOfTheClientAndTheTargetServesOn() {
    List<String> wrong = new ArrayList<>();
    new MalformedInferences(SEED).stream().limit(COUNT).forEach(request -> check(request, wrong));

    assertThat(wrong).isEmpty();
    assertThat(
            http.post("/v2/models/digits/infer", OpenInference.json(Digits.heldOut().subList(0, 1)))
                .status())
        .isEqualTo(200);
  }

  private void check(MalformedInference request, List<String> wrong) {
    HttpRequest.Builder builder = http.to("/v2/models/digits/infer");
    request.headers().forEach(builder::header);
    Answer answer = Http.send(builder.POST(BodyPublishers.ofByteArray(request.body())));
    try {
      assertThat(answer.status()).isBetween(400, 499);
      ProtocolError.in(answer);
    } catch (AssertionError e) {
      wrong.add(request + " -> " + answer + ": " + e.getMessage());
    }
  }
}
