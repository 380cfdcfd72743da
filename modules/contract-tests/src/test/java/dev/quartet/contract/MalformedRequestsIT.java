package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.Stores;
import dev.quartet.contract.malformed.MalformedRequest;
import dev.quartet.contract.malformed.MalformedRequests;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@ContractTest
final class MalformedRequestsIT {

  private static final long SEED = 20_261_101;
  private static final int COUNT = 500;

  private final Http http;
  private final Stores stores;

  MalformedRequestsIT(Http http, Stores stores) {
    this.http = http;
    this.stores = stores;
  }

  @Test
  void fiveHundredMalformedRequestsAreEachAProblemOfTheClientAndTheTargetServesOn() {
    List<String> wrong = new ArrayList<>();
    new MalformedRequests(SEED).stream().limit(COUNT).forEach(request -> check(request, wrong));

    assertThat(wrong).isEmpty();
    assertThat(http.post("/predict", Digits.plain()).status()).isEqualTo(200);
    Uuids.assertStored(http.post("/uuid", "{}").json(), stores);
  }

  private void check(MalformedRequest request, List<String> wrong) {
    HttpRequest.Builder builder = http.to("/" + request.function());
    request.headers().forEach(builder::header);
    Answer answer = Http.send(builder.POST(BodyPublishers.ofByteArray(request.body())));
    try {
      assertThat(answer.status()).isBetween(400, 499);
      Problem.in(answer);
    } catch (AssertionError e) {
      wrong.add(request + " -> " + answer + ": " + e.getMessage());
    }
  }
}
