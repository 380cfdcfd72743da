package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Invocation;
import dev.quartet.contract.harness.Invocations;
import dev.quartet.contract.harness.LocalAws;
import dev.quartet.contract.harness.LocalAws.Fault;
import dev.quartet.contract.harness.LocalAws.Service;
import dev.quartet.contract.harness.OnlyOnZips;
import dev.quartet.contract.harness.Stores;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of AWS's sources, each in the shape that AWS documents. */
@ContractTest
@OnlyOnZips
final class EventsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Invocations functions;
  private final Stores stores;
  private final LocalAws aws;

  EventsIT(Invocations functions, Stores stores, LocalAws aws) {
    this.functions = functions;
    this.stores = stores;
    this.aws = aws;
  }

  @Test
  void eachRecordOfAnS3NotificationIsACall() {
    Set<String> before = stores.records();

    assertThat(invoke(s3Notification("a.txt", "b+c.txt")).isNull()).isTrue();
    assertNewRecords(before, 2);
  }

  @Test
  void anS3NotificationFailsWhenARecordFailsAndTheOthersAreTried() {
    Set<String> before = stores.records();

    assertThat(LambdaErrors.messageOf(failed(s3Notification("a.txt", "%ZZ", "c.txt")), "BadInput"))
        .contains("/Records/1/s3/object/key");
    assertNewRecords(before, 2);
  }

  @Test
  void anS3NotificationFailsWithItsDependencySoThatItIsDeliveredAgain() {
    Set<String> before = stores.records();
    Invocation failed;
    try (Fault fault = aws.failing(Service.DYNAMODB)) {
      failed = failed(s3Notification("a.txt"));
    }

    assertThat(LambdaErrors.messageOf(failed, "DependencyUnavailable")).isNotBlank();
    assertNewRecords(before, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws.events", "aws.scheduler"})
  void aScheduledEventIsACallWithTheScheduledInput(String source) {
    Uuids.assertStored(
        invoke(eventBridge(source, "Scheduled Event", JSON.createObjectNode())), stores);
  }

  @Test
  void theDetailOfAnEventBridgeEventIsTheInput() {
    String id = Uuids.fresh();
    JsonNode answer = invoke(eventBridge("com.example.shop", "Order Placed", input(id)));

    assertThat(Uuids.assertStored(answer, stores)).isEqualTo(id);
  }

  @Test
  void aWrongDetailIsNamedByItsPlaceInTheEvent() {
    Invocation failed = failed(eventBridge("com.example.shop", "Order Placed", input("x")));

    assertThat(LambdaErrors.messageOf(failed, "BadInput")).contains("/detail/id");
  }

  @Test
  void anS3EventByEventBridgeIsACall() {
    ObjectNode detail = JSON.createObjectNode();
    detail.putObject("bucket").put("name", "orders");
    detail.putObject("object").put("key", "a b.txt").put("size", 5).put("etag", "0");

    Uuids.assertStored(
        invoke(eventBridge("aws.s3", "Object Created", detail.put("reason", "PutObject"))), stores);
  }

  @Test
  void eachSnsMessageIsAnInput() {
    String first = Uuids.fresh();
    String second = Uuids.fresh();

    assertThat(invoke(sns(Uuids.withId(first), Uuids.withId(second))).isNull()).isTrue();
    Uuids.assertKept(first, stores);
    Uuids.assertKept(second, stores);
  }

  @Test
  void anSnsEventFailsWhenAMessageFailsAndTheOthersAreTried() {
    String id = Uuids.fresh();

    assertThat(LambdaErrors.messageOf(failed(sns(Uuids.withId("x"), Uuids.withId(id))), "BadInput"))
        .contains("/id");
    Uuids.assertKept(id, stores);
  }

  @Test
  void theDataOfACloudEventIsTheInput() {
    String id = Uuids.fresh();

    assertThat(Uuids.assertStored(invoke(CloudEvent.with(id)), stores)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "source", "type"})
  void aCloudEventWithoutAnAttributeIsNoInput(String attribute) {
    String id = Uuids.fresh();

    assertThat(
            LambdaErrors.messageOf(
                failed(CloudEvent.with(id).without(List.of(attribute))), "BadInput"))
        .contains("/" + attribute);
    Uuids.assertNotStored(id, stores);
  }

  @Test
  void onlyTheFailedCloudEventsOfABatchAreNamed() {
    String first = Uuids.fresh();
    String third = Uuids.fresh();
    ArrayNode batch =
        JSON.createArrayNode()
            .add(CloudEvent.with(first).put("id", "A"))
            .add(CloudEvent.with("x").put("id", "B"))
            .add(CloudEvent.with(third).put("id", "C"));

    assertThat(SqsBatch.failuresIn(invoke(batch))).containsExactly("B");
    Uuids.assertKept(first, stores);
    Uuids.assertKept(third, stores);
  }

  @Test
  void aQueueCarriesTheEventsOfOtherSources() {
    String bySns = Uuids.fresh();
    String byCloudEvent = Uuids.fresh();
    String byEventBridge = Uuids.fresh();
    Set<String> before = stores.records();
    SqsBatch batch =
        batchOf(
            envelopeOfSns(Uuids.withId(bySns)),
            CloudEvent.with(byCloudEvent),
            eventBridge("com.example.shop", "Order Placed", input(byEventBridge)),
            s3Notification("a.txt"),
            envelopeOfSns(s3Notification("b.txt").toString()),
            JSON.createObjectNode()
                .put("Service", "Amazon S3")
                .put("Event", "s3:TestEvent")
                .put("Bucket", "orders"),
            batchOf(JSON.createObjectNode()).event());

    assertThat(batch.failuresOf("uuid", functions))
        .as("a batch within a message has no handler")
        .containsExactly("message-6");
    Uuids.assertKept(bySns, stores);
    Uuids.assertKept(byCloudEvent, stores);
    Uuids.assertKept(byEventBridge, stores);
    assertNewRecords(before, 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Records\":[{\"eventSource\":\"aws:kinesis\",\"kinesis\":{\"data\":\"e30=\"}}]}",
        "{\"Records\":[{\"eventSource\":\"aws:dynamodb\",\"dynamodb\":{}}]}",
        "{\"httpMethod\":\"GET\",\"requestContext\":{\"elb\":{}}}",
        "{\"eventSource\":\"aws:kafka\",\"eventSourceArn\":\"arn\",\"records\":{}}"
      })
  void anEventOfAnotherSourceIsToldWhatIsSupportedAndCallsNothing(String event) {
    Set<String> before = stores.records();

    assertThat(LambdaErrors.messageOf(functions.invoke("uuid", event), "BadInput"))
        .contains("SQS", "SNS", "S3", "EventBridge", "CloudEvents");
    assertNewRecords(before, 0);
  }

  private JsonNode invoke(JsonNode event) {
    return functions.invoke("uuid", event.toString()).result();
  }

  private Invocation failed(JsonNode event) {
    return functions.invoke("uuid", event.toString());
  }

  private void assertNewRecords(Set<String> before, int count) {
    Set<String> added = new HashSet<>(stores.records());
    added.removeAll(before);
    assertThat(added).hasSize(count);
  }

  private static ObjectNode input(String id) {
    return JSON.createObjectNode().put("id", id);
  }

  private static ObjectNode s3Notification(String... keys) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (String key : keys) {
      ObjectNode record =
          records
              .addObject()
              .put("eventVersion", "2.1")
              .put("eventSource", "aws:s3")
              .put("awsRegion", "us-east-1")
              .put("eventTime", "2026-11-02T09:00:00.000Z")
              .put("eventName", "ObjectCreated:Put");
      ObjectNode s3 = record.putObject("s3").put("s3SchemaVersion", "1.0");
      s3.putObject("bucket").put("name", "orders").put("arn", "arn:aws:s3:::orders");
      s3.putObject("object").put("key", key).put("size", 5).put("eTag", "0").put("sequencer", "0");
    }
    return event;
  }

  private static ObjectNode eventBridge(String source, String detailType, JsonNode detail) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("version", "0")
            .put("id", "17793124-05d4-b198-2fde-7ededc63b103")
            .put("detail-type", detailType)
            .put("source", source)
            .put("account", "123456789012")
            .put("time", "2026-11-02T09:00:00Z")
            .put("region", "us-east-1");
    event.putArray("resources").add("arn:aws:events:us-east-1:123456789012:rule/nightly");
    return event.set("detail", detail);
  }

  private static ObjectNode sns(String... messages) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (String message : messages) {
      records
          .addObject()
          .put("EventVersion", "1.0")
          .put("EventSubscriptionArn", "arn:aws:sns:us-east-1:123456789012:orders:1")
          .put("EventSource", "aws:sns")
          .set("Sns", envelopeOfSns(message));
    }
    return event;
  }

  private static ObjectNode envelopeOfSns(String message) {
    return JSON.createObjectNode()
        .put("Type", "Notification")
        .put("MessageId", "95df01b4-ee98-5cb9-9903-4c221d41eb5e")
        .put("TopicArn", "arn:aws:sns:us-east-1:123456789012:orders")
        .put("Message", message)
        .put("Timestamp", "2026-11-02T09:00:00.000Z");
  }

  private static SqsBatch batchOf(JsonNode... bodies) {
    return new SqsBatch(Stream.of(bodies).map(JsonNode::toString).toList());
  }
}
