package dev.quartet.extension.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartet.extension.S3ObjectEvent;
import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.CallFailed;
import dev.quartet.extension.call.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String S3_PUT =
      "{\"bucket\":\"orders\",\"key\":\"2026/order no.+1 ä.json\",\"size_bytes\":1024,"
          + "\"e_tag\":\"d41d8cd98f00b204e9800998ecf8427e\","
          + "\"version_id\":\"096fKKXTRTtl3on89fVO.nfljtsv6qko\",\"event_name\":\"ObjectCreated:Put\"}";

  private static final String S3_CREATED =
      "{\"bucket\":\"orders\",\"key\":\"order no.+1 %41.json\",\"size_bytes\":5,"
          + "\"e_tag\":\"b1946ac92492d2347c6235b4d2611184\","
          + "\"version_id\":\"IYV3p45BT0ac8hjHg1houSdS1a.Mro8e\",\"event_name\":\"ObjectCreated:Put\"}";

  private final RecordedFunction function = new RecordedFunction();
  private final Events events =
      new Events(JSON, name -> JSON.createObjectNode().put("scheduled", name));

  @Test
  void aDirectEventIsTheInputAndTheOutputTheAnswer() {
    assertThat(handle("{\"n\":1}")).isEqualTo("{\"call\":1}");
    assertThat(function.inputs()).containsExactly("{\"n\":1}");
  }

  @Test
  void aFunctionWithoutOutputAnswersADirectEventWithNull() {
    Callee silent =
        new Callee() {
          @Override
          public String name() {
            return "silent";
          }

          @Override
          public byte[] call(Input input) {
            return new byte[0];
          }
        };

    assertThat(events.handle(silent, events.told(bytes("{}")))).asString().isEqualTo("null");
  }

  @Test
  void onlyTheFailedMessageOfABatchIsNamed() {
    assertThat(handled("sqs/three")).isEqualTo(failures("message-1"));
    assertThat(function.inputs()).containsExactly("{\"n\":0}", "{\"n\":2}");
  }

  @Test
  void inAQueueInOrderNothingOvertakesAFailedMessage() {
    assertThat(handled("sqs/fifo")).isEqualTo(failures("message-1", "message-2"));
    assertThat(function.inputs()).containsExactly("{\"n\":0}");
  }

  @Test
  void whatAMessageCarriesIsUnwrapped() {
    assertThat(handled("sqs/carrying")).isEqualTo(failures());
    assertThat(function.inputs())
        .containsExactly(
            S3_PUT, "{\"n\":2}", S3_PUT, S3_CREATED, "{\"n\":1.1}", "{\"scheduled\":\"recorded\"}");
  }

  @Test
  void aMessageFailsWhenItsEventHasNoHandlerOrOneOfItsRecordsFails() {
    assertThat(handled("sqs/carrying-unsupported"))
        .isEqualTo(failures("message-0", "message-1", "message-2"));
    assertThat(function.inputs())
        .as("the records beside the wrong one are tried")
        .extracting(input -> JSON.readTree(input).get("key").asText())
        .containsExactly("a.json", "c.json");
  }

  @Test
  void anS3NotificationBringsTheObject() {
    assertThat(handled("s3/put")).isEqualTo("null");
    assertThat(function.inputs()).containsExactly(S3_PUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3/put", "eventbridge/s3-object-created"})
  void theObjectFitsItsTypeToTheLastMember(String event) throws IOException {
    handled(event);

    assertThat(JSON.readValue(function.inputs().getFirst(), S3ObjectEvent.class))
        .hasNoNullFieldsOrProperties();
  }

  @Test
  void aRemovedObjectHasNoSize() {
    handled("s3/removed");

    assertThat(function.inputs())
        .containsExactly(
            "{\"bucket\":\"orders\",\"key\":\"old.json\",\"event_name\":\"ObjectRemoved:Delete\"}");
  }

  @Test
  void everyS3RecordIsTriedAndTheFirstFailureTold() {
    assertThat(errorOf(Fixtures.event("s3/three")))
        .isEqualTo(
            new CallError(
                ErrorKind.MALFORMED,
                "/Records/1/s3/object/key: expected a key in URL encoding",
                "/Records/1/s3/object/key"));
    assertThat(function.inputs()).hasSize(2);
  }

  @Test
  void theTestEventOfS3CallsNothing() {
    assertThat(handled("s3/test-event")).isEqualTo("null");
    assertThat(function.inputs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"Records\":[{\"eventSource\":\"aws:s3\"}]} | /Records/0/s3/bucket/name",
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"s3\":{\"bucket\":{\"name\":\"b\"}}}]} | /Records/0/s3/object/key",
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"s3\":{\"bucket\":{\"name\":5}}}]} | /Records/0/s3/bucket/name",
        "{\"detail-type\":\"Object Created\",\"source\":\"aws.s3\",\"detail\":{\"bucket\":{}}} | /detail/bucket/name",
      })
  void anS3EventWithoutAnObjectIsMalformed(String event, String pointer) {
    CallError error = errorOf(bytes(event));

    assertThat(error.kind()).isEqualTo(ErrorKind.MALFORMED);
    assertThat(error.pointer()).isEqualTo(pointer);
  }

  @Test
  void anSnsMessageIsTheInput() {
    assertThat(handled("sns/message")).isEqualTo("null");
    assertThat(function.inputs()).containsExactly("{\"n\":1}");
  }

  @Test
  void anS3NotificationBySnsBringsTheObject() {
    assertThat(handled("sns/s3-notification")).isEqualTo("null");
    assertThat(function.inputs()).containsExactly(S3_PUT);
  }

  @Test
  void everySnsRecordIsTriedAndTheFirstFailureTold() {
    assertThat(errorOf(bytes(sns("{\\\"fail\\\":\\\"A\\\"}", "{\\\"fail\\\":\\\"B\\\"}", "{}"))))
        .isEqualTo(new CallError(ErrorKind.UNAVAILABLE, "A is unavailable.", null));
    assertThat(function.inputs()).hasSize(3);
  }

  @Test
  void theDetailOfAnEventBridgeEventIsTheInput() {
    assertThat(handled("eventbridge/custom")).isEqualTo("{\"call\":1}");
    assertThat(function.inputs()).containsExactly("{\"n\":1.1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventbridge/scheduled-rule", "eventbridge/scheduler"})
  void aScheduledEventBringsTheDeclaredInput(String event) {
    handled(event);

    assertThat(function.inputs()).containsExactly("{\"scheduled\":\"recorded\"}");
  }

  @Test
  void anS3EventByEventBridgeBringsTheObjectWithItsKeyAsItIs() {
    handled("eventbridge/s3-object-created");

    assertThat(function.inputs()).containsExactly(S3_CREATED);
  }

  @ParameterizedTest
  @CsvSource({
    "Object Created, PutObject, , ObjectCreated:Put",
    "Object Created, POST Object, , ObjectCreated:Post",
    "Object Created, CopyObject, , ObjectCreated:Copy",
    "Object Created, CompleteMultipartUpload, , ObjectCreated:CompleteMultipartUpload",
    "Object Created, , , ObjectCreated",
    "Object Deleted, DeleteObject, Permanently Deleted, ObjectRemoved:Delete",
    "Object Deleted, DeleteObject, Delete Marker Created, ObjectRemoved:DeleteMarkerCreated",
    "Object Deleted, Lifecycle Expiration, Permanently Deleted, LifecycleExpiration:Delete",
    "Object Deleted, DeleteObject, , ObjectRemoved",
    "Object Restore Completed, , , Object Restore Completed"
  })
  void eventBridgeAndNotificationsCallWhatHappenedTheSame(
      String detailType, String reason, String deletion, String eventName) throws IOException {
    ObjectNode event = (ObjectNode) JSON.readTree(Fixtures.event("eventbridge/s3-object-deleted"));
    event.put("detail-type", detailType);
    ((ObjectNode) event.get("detail")).put("reason", reason).put("deletion-type", deletion);

    handle(event.toString());

    assertThat(JSON.readTree(function.inputs().getFirst()).get("event_name").asText())
        .isEqualTo(eventName);
  }

  @Test
  void whatCloudTrailTellsOfS3IsNoObjectEvent() throws IOException {
    handled("eventbridge/s3-by-cloudtrail");

    assertThat(JSON.readTree(function.inputs().getFirst()).get("eventName").asText())
        .isEqualTo("PutObject");
  }

  @ParameterizedTest
  @CsvSource({"cloudevents/event, 1.1", "cloudevents/base64, 1"})
  void theDataOfACloudEventIsTheInput(String event, String number) {
    assertThat(handled(event)).isEqualTo("{\"call\":1}");
    assertThat(function.inputs()).containsExactly("{\"n\":" + number + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "specversion     | 0.3    | /specversion: expected \"1.0\"",
        "specversion     |        | /specversion: expected a text that is not empty",
        "type            | ''     | /type: expected a text that is not empty",
        "source          | remove | /source: expected a text, and it is missing",
        "id              | remove | /id: expected a text, and it is missing",
        "data_base64     | e30=   | /data_base64: expected either data or data_base64, got both",
      })
  void aWrongAttributeOfACloudEventIsNamed(String attribute, String value, String told)
      throws IOException {
    ObjectNode event = (ObjectNode) JSON.readTree(Fixtures.event("cloudevents/event"));
    if ("remove".equals(value)) {
      event.remove(attribute);
    } else {
      event.put(attribute, value);
    }

    CallError error = errorOf(bytes(event.toString()));

    assertThat(error.kind()).isEqualTo(ErrorKind.MALFORMED);
    assertThat(error.detail()).isEqualTo(told);
    assertThat(error.pointer()).isEqualTo("/" + attribute);
    assertThat(function.inputs()).isEmpty();
  }

  @Test
  void dataThatIsNoBase64IsNamed() throws IOException {
    ObjectNode event = (ObjectNode) JSON.readTree(Fixtures.event("cloudevents/base64"));
    event.put("data_base64", "%");

    assertThat(errorOf(bytes(event.toString())).detail())
        .isEqualTo("/data_base64: expected Base64");
  }

  @Test
  void onlyTheFailedCloudEventOfABatchIsNamed() {
    assertThat(handled("cloudevents/batch")).isEqualTo(failures("A-1"));
    assertThat(function.inputs()).containsExactly("{\"n\":0}", "{\"n\":2}");
  }

  @Test
  void aBatchWhoseSenderWaitsNoMoreEndsAfterTheEventInFlight() {
    byte[] answer =
        events.cloudEvents(
            function, Fixtures.event("cloudevents/batch"), () -> function.inputs().isEmpty());

    assertThat(function.inputs()).containsExactly("{\"n\":0}");
    assertThat(answer).asString().isEqualTo(failures("A-1", "A-2"));
  }

  @Test
  void aBatchWithACloudEventThatCanNotBeNamedFailsBeforeAnyCall() throws IOException {
    JsonNode batch = JSON.readTree(Fixtures.event("cloudevents/batch"));
    ((ObjectNode) batch.get(2)).remove("id");

    assertThat(errorOf(bytes(batch.toString())).pointer()).isEqualTo("/2/id");
    assertThat(function.inputs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinesis", "dynamodb", "rest-api", "load-balancer", "kafka"})
  void anEventOfAnotherSourceIsToldWhatIsSupported(String event) {
    assertThat(errorOf(Fixtures.event("unsupported/" + event)).detail())
        .contains("no handler", "SQS", "SNS", "S3", "EventBridge", "CloudEvents", "HTTP");
    assertThat(function.inputs()).isEmpty();
  }

  @Test
  void anHttpEventIsNoneForAFunction() {
    assertThat(errorOf(Fixtures.event("http/function-url")).detail()).contains("HTTP event");
  }

  private String handled(String fixture) {
    return new String(
        events.handle(function, events.told(Fixtures.event(fixture))), StandardCharsets.UTF_8);
  }

  private String handle(String event) {
    return new String(events.handle(function, events.told(bytes(event))), StandardCharsets.UTF_8);
  }

  private CallError errorOf(byte[] event) {
    CallError[] error = new CallError[1];
    assertThatThrownBy(() -> events.handle(function, events.told(event)))
        .isInstanceOfSatisfying(CallFailed.class, failed -> error[0] = failed.error());
    return error[0];
  }

  private static String sns(String... messages) {
    StringBuilder records = new StringBuilder();
    for (String message : messages) {
      records
          .append(records.isEmpty() ? "" : ",")
          .append("{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":\"")
          .append(message)
          .append("\"}}");
    }
    return "{\"Records\":[" + records + "]}";
  }

  private static String failures(String... identifiers) {
    ObjectNode answer = JSON.createObjectNode();
    var failures = answer.putArray("batchItemFailures");
    for (String identifier : identifiers) {
      failures.addObject().put("itemIdentifier", identifier);
    }
    return answer.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
