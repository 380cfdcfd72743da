package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.Stores;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudEvents over HTTP, in the modes of its HTTP binding. */
@ContractTest
final class CloudEventsIT {

  private static final String EVENT = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";

  private final Http http;
  private final Stores stores;

  CloudEventsIT(Http http, Stores stores) {
    this.http = http;
    this.stores = stores;
  }

  @ParameterizedTest
  @ValueSource(strings = {EVENT, EVENT + "; charset=UTF-8", "Application/CloudEvents+JSON"})
  void theDataOfAStructuredEventIsTheInput(String type) {
    String id = Uuids.fresh();
    Answer answer = post(type, CloudEvent.with(id).toString());

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.mediaType()).isEqualTo("application/json");
    assertThat(Uuids.assertStored(answer.json(), stores)).isEqualTo(id);
  }

  @Test
  void dataInBase64IsTheInput() {
    String id = Uuids.fresh();
    String data =
        Base64.getEncoder().encodeToString(Uuids.withId(id).getBytes(StandardCharsets.UTF_8));
    Answer answer =
        post(
            EVENT,
            CloudEvent.with("").put("data_base64", data).without(List.of("data")).toString());

    assertThat(Uuids.assertStored(answer.json(), stores)).isEqualTo(id);
  }

  @Test
  void theBodyOfABinaryEventIsTheInput() {
    String id = Uuids.fresh();
    Answer answer =
        Http.send(
            http.to("/uuid")
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-type", "com.example.order.placed")
                .header("ce-source", "/shop")
                .header("ce-id", "A234-1234-1234")
                .POST(BodyPublishers.ofString(Uuids.withId(id))));

    assertThat(Uuids.assertStored(answer.json(), stores)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"specversion", "id", "source", "type"})
  void aMissingAttributeIsNamed(String attribute) {
    String id = Uuids.fresh();

    Problem.in(post(EVENT, CloudEvent.with(id).without(List.of(attribute)).toString()), 400)
        .names("/" + attribute);
    Uuids.assertNotStored(id, stores);
  }

  @Test
  void anotherVersionOfTheSpecificationIsRefused() {
    String event = CloudEvent.with(Uuids.fresh()).put("specversion", "0.3").toString();

    Problem.in(post(EVENT, event), 400).names("/specversion").expects("1.0");
  }

  @Test
  void wrongDataIsNamedByItsPlaceInTheEvent() {
    Problem.in(post(EVENT, CloudEvent.with("x").toString()), 422).names("/data/id").expects("UUID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "5", "null", "{", "{}", "{\"id\": \"x\"}"})
  void aBodyThatIsNoCloudEventIsMalformed(String body) {
    Problem.in(post(EVENT, body), 400);
  }

  @Test
  void onlyTheFailedEventsOfABatchAreNamed() {
    String first = Uuids.fresh();
    String third = Uuids.fresh();
    ArrayNode batch =
        new ObjectMapper()
            .createArrayNode()
            .add(CloudEvent.with(first).put("id", "A"))
            .add(CloudEvent.with("x").put("id", "B"))
            .add(CloudEvent.with(third).put("id", "C"));
    Answer answer = post(BATCH, batch.toString());

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    JsonNode failures = answer.json().path("batchItemFailures");
    assertThat(failures).as(answer.toString()).hasSize(1);
    assertThat(failures.get(0).path("itemIdentifier").asText()).isEqualTo("B");
    assertThat(stores.record(first)).containsEntry("uuid", first);
    assertThat(stores.record(third)).containsEntry("uuid", third);
  }

  @Test
  void anEmptyBatchHasNoFailures() {
    Answer answer = post(BATCH, "[]");

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().path("batchItemFailures").isArray()).isTrue();
    assertThat(answer.json().path("batchItemFailures")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "5", "[5]", "[{}]", "["})
  void aBodyThatIsNoBatchIsMalformed(String body) {
    Problem.in(post(BATCH, body), 400);
  }

  private Answer post(String type, String body) {
    return Http.send(
        http.to("/uuid").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }
}
