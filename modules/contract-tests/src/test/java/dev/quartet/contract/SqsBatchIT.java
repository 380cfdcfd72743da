package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Invocations;
import dev.quartet.contract.harness.LocalAws;
import dev.quartet.contract.harness.LocalAws.Fault;
import dev.quartet.contract.harness.LocalAws.Service;
import dev.quartet.contract.harness.OnlyOnZips;
import dev.quartet.contract.harness.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ContractTest
@OnlyOnZips
final class SqsBatchIT {

  private final Invocations functions;
  private final Stores stores;
  private final LocalAws aws;

  SqsBatchIT(Invocations functions, Stores stores, LocalAws aws) {
    this.functions = functions;
    this.stores = stores;
    this.aws = aws;
  }

  @Test
  void aGoodBatchHasNoFailuresAndIsStored() {
    List<String> ids = Stream.generate(Uuids::fresh).limit(3).toList();

    assertThat(failures("uuid", ids.stream().map(Uuids::withId).toList())).isEmpty();
    assertAllStored(ids);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\": \"x\"}", "not JSON", "", "[]", "null", "{\"id\": 5}"})
  void onlyTheBadMessageFails(String bad) {
    List<String> ids = List.of(Uuids.fresh(), Uuids.fresh());
    List<String> bodies = List.of(Uuids.withId(ids.get(0)), bad, Uuids.withId(ids.get(1)));

    assertThat(failures("uuid", bodies)).containsExactly("message-1");
    assertAllStored(ids);
  }

  @Test
  void predictTakesBatchesToo() {
    assertThat(failures("predict", List.of(Digits.plain(), Digits.of(3), Digits.plain())))
        .containsExactly("message-1");
  }

  @ParameterizedTest
  @EnumSource
  void aFailingStoreFailsAllAndTheRedeliveryStoresEachOnce(Service service) {
    List<String> ids = Stream.generate(Uuids::fresh).limit(3).toList();
    List<String> bodies = ids.stream().map(Uuids::withId).toList();
    List<String> failed;
    try (Fault fault = aws.failing(service)) {
      failed = failures("uuid", bodies);
    }

    assertThat(failed).containsExactlyInAnyOrder("message-0", "message-1", "message-2");
    assertThat(ids).allSatisfy(id -> assertThat(stores.record(id)).isEmpty());
    assertThat(failures("uuid", bodies)).isEmpty();
    assertThat(failures("uuid", bodies)).as("delivered once more").isEmpty();
    assertAllStored(ids);
  }

  @Test
  void theSameIdTwiceInABatchIsStoredOnce() {
    String id = Uuids.fresh();

    assertThat(failures("uuid", List.of(Uuids.withId(id), Uuids.withId(id)))).isEmpty();
    assertAllStored(List.of(id));
  }

  private void assertAllStored(List<String> ids) {
    for (String id : ids) {
      assertThat(stores.record(id)).containsEntry("uuid", id);
      assertThat(stores.objects(id)).containsExactly(id + ".txt");
      assertThat(stores.object(id + ".txt")).hasValue(id);
    }
  }

  /** The ids of the messages that the function reports as failed. */
  private List<String> failures(String function, List<String> bodies) {
    JsonNode result = functions.invoke(function, event(bodies)).result();
    JsonNode items = result.path("batchItemFailures");
    assertThat(items.isArray()).as(result.toString()).isTrue();
    List<String> failures = new ArrayList<>();
    items.forEach(item -> failures.add(item.path("itemIdentifier").asText()));
    return failures;
  }

  private static String event(List<String> bodies) {
    ObjectNode event = new ObjectMapper().createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (int i = 0; i < bodies.size(); i++) {
      ObjectNode message = records.addObject();
      message.put("messageId", "message-" + i);
      message.put("receiptHandle", "handle-" + i);
      message.put("body", bodies.get(i));
      message
          .putObject("attributes")
          .put("ApproximateReceiveCount", "1")
          .put("SentTimestamp", "1793523600000")
          .put("SenderId", "contract")
          .put("ApproximateFirstReceiveTimestamp", "1793523600001");
      message.putObject("messageAttributes");
      message.put("md5OfBody", "00000000000000000000000000000000");
      message.put("eventSource", "aws:sqs");
      message.put("eventSourceARN", "arn:aws:sqs:us-east-1:000000000000:quartet");
      message.put("awsRegion", "us-east-1");
    }
    return event.toString();
  }
}
