package dev.quartet.extension.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.extension.call.CallFailed;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TriggerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aDirectEventIsTheInput() throws Exception {
    JsonNode input = JSON.readTree("[{\"a\": 1}]");

    assertThat(Trigger.DIRECT.event("f", input)).isEqualTo(input);
  }

  @Test
  void anSqsMessageHasTheMembersThatLambdaDocuments() throws Exception {
    JsonNode event = Trigger.SQS.event("f", JSON.readTree("{\"a\": \"\\u00fc\"}"));

    assertThat(event.get("Records")).hasSize(1);
    JsonNode message = event.at("/Records/0");
    assertThat(UUID.fromString(message.get("messageId").asText())).isNotNull();
    assertThat(message.get("body").asText()).isEqualTo("{\"a\":\"ü\"}");
    assertThat(message.get("md5OfBody").asText()).isEqualTo("f38091feea732597cbc589916142c339");
    assertThat(message.get("eventSource").asText()).isEqualTo("aws:sqs");
    assertThat(message.get("eventSourceARN").asText())
        .isEqualTo("arn:aws:sqs:us-east-1:000000000000:f");
    assertThat(message.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "messageId",
            "receiptHandle",
            "body",
            "attributes",
            "messageAttributes",
            "md5OfBody",
            "eventSource",
            "eventSourceARN",
            "awsRegion");
  }

  @Test
  void anArrayIsSeveralMessagesWithIdsOfTheirOwn() throws Exception {
    JsonNode records = Trigger.SQS.event("f", JSON.readTree("[1, \"two\", [3]]")).get("Records");

    assertThat(records)
        .extracting(one -> one.get("body").asText())
        .containsExactly("1", "\"two\"", "[3]");
    assertThat(records).extracting(one -> one.get("messageId").asText()).doesNotHaveDuplicates();
  }

  @Test
  void anS3NotificationNamesTheObjectInS3sEncoding() throws Exception {
    JsonNode input =
        JSON.readTree(
            """
            {"bucket": "b", "key": "a b/ü+.png", "size_bytes": 3, "e_tag": "e", "version_id": "v",
             "event_name": "ObjectCreated:Copy"}""");

    JsonNode record = Trigger.S3.event("f", input).at("/Records/0");

    assertThat(record.get("eventSource").asText()).isEqualTo("aws:s3");
    assertThat(record.get("eventName").asText()).isEqualTo("ObjectCreated:Copy");
    assertThat(record.at("/s3/bucket/name").asText()).isEqualTo("b");
    JsonNode object = record.at("/s3/object");
    assertThat(object.get("key").asText()).isEqualTo("a+b/%C3%BC%2B.png");
    assertThat(object.get("size").asInt()).isEqualTo(3);
    assertThat(object.get("eTag").asText()).isEqualTo("e");
    assertThat(object.get("versionId").asText()).isEqualTo("v");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"bucket\": \"b\"} | /key",
        "{\"bucket\": \"\", \"key\": \"k\"} | /bucket",
        "{\"bucket\": 1, \"key\": \"k\"} | /bucket",
        "{} | /bucket",
        "5 | /bucket"
      })
  void anS3NotificationWithoutAnObjectIsRefusedByName(String input, String pointer) {
    assertThatThrownBy(() -> Trigger.S3.event("f", JSON.readTree(input)))
        .isInstanceOfSatisfying(
            CallFailed.class, e -> assertThat(e.error().pointer()).isEqualTo(pointer));
  }

  @Test
  void aScheduleSendsAnEventWithoutInput() throws Exception {
    JsonNode event = Trigger.SCHEDULE.event("f", JSON.readTree("{}"));

    assertThat(event.get("detail-type").asText()).isEqualTo("Scheduled Event");
    assertThat(event.get("source").asText()).isEqualTo("aws.events");
    assertThat(event.get("detail")).isEmpty();
    assertThat(Instant.parse(event.get("time").asText())).isBeforeOrEqualTo(Instant.now());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": 1}", "[]", "null", "5"})
  void aScheduleTakesNoInput(String input) {
    assertThatThrownBy(() -> Trigger.SCHEDULE.event("f", JSON.readTree(input)))
        .isInstanceOf(CallFailed.class)
        .hasMessageContaining("send no body");
  }

  @Test
  void aCloudEventHasTheInputAsItsDataAndAnArrayIsABatch() throws Exception {
    JsonNode one = Trigger.CLOUDEVENT.event("f", JSON.readTree("{\"a\": 1}"));
    JsonNode batch = Trigger.CLOUDEVENT.event("f", JSON.readTree("[1, 2]"));

    assertThat(one.get("specversion").asText()).isEqualTo("1.0");
    assertThat(one.get("data")).isEqualTo(JSON.readTree("{\"a\": 1}"));
    assertThat(batch).extracting(event -> event.get("data").asInt()).containsExactly(1, 2);
    assertThat(batch).extracting(event -> event.get("id").asText()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(
      value = Trigger.class,
      names = {"SQS", "S3", "CLOUDEVENT"})
  void aBatchOfNothingIsRefused(Trigger trigger) {
    assertThatThrownBy(() -> trigger.event("f", JSON.createArrayNode()))
        .isInstanceOf(CallFailed.class)
        .hasMessageContaining("at least one");
  }
}
