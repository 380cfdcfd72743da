package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ContractTest
final class UuidIT {

  private static final int PARALLEL = 20;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Http http;
  private final Stores stores;

  UuidIT(Http http, Stores stores) {
    this.http = http;
    this.stores = stores;
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{ }", "\n{\n}\n"})
  void anEmptyObjectMakesAVersion7UuidAndStoresIt(String body) {
    String uuid = Uuids.assertStored(answer(body), stores);

    assertThat(UUID.fromString(uuid).version()).isEqualTo(7);
    assertThat(UUID.fromString(uuid).variant()).isEqualTo(2);
  }

  @Test
  void eachUuidIsAnother() {
    assertThat(answer("{}").get("uuid")).isNotEqualTo(answer("{}").get("uuid"));
  }

  @Test
  void aGivenIdIsTaken() {
    String id = Uuids.fresh();

    assertThat(Uuids.assertStored(answer(Uuids.withId(id)), stores)).isEqualTo(id);
  }

  @Test
  void theSameIdTwiceIsTheSameAnswerAndStoredOnce() {
    String id = Uuids.fresh();
    JsonNode first = answer(Uuids.withId(id));
    JsonNode second = answer(Uuids.withId(id));

    assertThat(second).isEqualTo(first);
    Uuids.assertStored(second, stores);
    assertThat(stores.objects(id)).containsExactly(id + ".txt");
  }

  @Test
  void anIdInUpperCaseIsTheSameId() {
    String id = Uuids.fresh();
    JsonNode upper = answer(Uuids.withId(id.toUpperCase(Locale.ROOT)));
    JsonNode lower = answer(Uuids.withId(id));

    assertThat(lower).isEqualTo(upper);
    assertThat(Uuids.assertStored(lower, stores)).isEqualTo(id);
  }

  @Test
  void parallelRequestsWithTheSameIdGetTheSameAnswerAndStoreOnce() throws Exception {
    String body = Uuids.withId(Uuids.fresh());
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(PARALLEL)) {
      for (Future<Answer> call :
          clients.invokeAll(
              Collections.<Callable<Answer>>nCopies(PARALLEL, () -> patiently(body)))) {
        answers.add(call.get());
      }
    }

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    List<JsonNode> different = answers.stream().map(Answer::json).distinct().toList();
    assertThat(different).hasSize(1);
    String uuid = Uuids.assertStored(different.getFirst(), stores);
    assertThat(stores.objects(uuid)).containsExactly(uuid + ".txt");
  }

  /** A Lambda at its limit of environments answers 429, and its clients come again. */
  private Answer patiently(String body) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
    Answer answer = http.post("/uuid", body);
    while (answer.status() == 429 && System.nanoTime() < deadlineNanos) {
      Thread.sleep(100);
      answer = http.post("/uuid", body);
    }
    return answer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"x\"",
        "\"../../etc/passwd\"",
        "\"1-1-1-1-1\"",
        "\"0193e2a4-5b7c-7def-8123-456789abcde\"",
        "\"0193e2a4-5b7c-7def-8123-456789abcdefa\"",
        "\"0193e2a4-5b7c-7def-8123-456789abcdeg\"",
        "\"{0193e2a4-5b7c-7def-8123-456789abcdef}\"",
        "\" 0193e2a4-5b7c-7def-8123-456789abcdef\""
      })
  void anIdThatIsNoUuid(String id) {
    Problem.in(http.post("/uuid", "{\"id\": " + id + "}"), 400, 422).names("/id").expects("UUID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"id\"", "{}x"})
  void aBodyThatIsNoJson(String body) {
    Problem.in(http.post("/uuid", body), 400);
  }

  @Test
  void aNullIdIsTakenAsNoneOrRefused() {
    Answer answer = http.post("/uuid", "{\"id\": null}");

    if (answer.status() == 200) {
      Uuids.assertStored(answer.json(), stores);
    } else {
      Problem.in(answer, 400, 422);
    }
  }

  private JsonNode answer(String body) {
    Answer answer = http.post("/uuid", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.mediaType()).isEqualTo("application/json");
    return answer.json();
  }
}
