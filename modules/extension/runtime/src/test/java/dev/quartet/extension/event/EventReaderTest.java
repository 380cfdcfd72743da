package dev.quartet.extension.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {

  private final EventReader reader = new EventReader(new ObjectMapper());

  @ParameterizedTest
  @CsvSource({
    "sqs/three, Sqs",
    "sns/message, Sns",
    "s3/put, S3",
    "s3/test-event, S3Test",
    "eventbridge/custom, EventBridge",
    "eventbridge/scheduler, EventBridge",
    "cloudevents/event, CloudEvent",
    "cloudevents/batch, CloudEvents",
    "http/function-url, Http",
    "unsupported/kinesis, Unsupported",
    "unsupported/dynamodb, Unsupported",
    "unsupported/rest-api, Unsupported",
    "unsupported/load-balancer, Unsupported",
    "unsupported/kafka, Unsupported"
  })
  void documentedEventsAreTold(String event, String kind) {
    assertThat(kindOf(Fixtures.event(event))).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "Direct | {\"data\":[1,2]}",
        "Direct | {}",
        "Direct | not json",
        "Direct | {\"text\":\"a \\\"requestContext\\\" in a text\"}",
        "Direct | {\"requestContext\":{\"tenant\":\"a\"}}",
        "Direct | {\"eventSource\":\"aws:sqs\"}",
        "Direct | {\"requestContext\" broken",
        "Direct | {\"detail-type\":\"a\"}",
        "Direct | {\"specversion\":\"1.0\"}",
        "Direct | {\"TopicArn\":\"a\",\"Type\":\"Notification\",\"Message\":\"{}\"}",
        "Direct | {\"Records\":[{\"eventSource\":\"aws:sqs\"}]} and more",
        "Direct | {\"specversion\":\"1.0\",\"id\":\"a\",\"data\":{\"n\":1e99999999999}",
        "Direct | [{\"eventSource\":\"aws:sqs\"}]",
        "Http   | {\"version\":\"2.0\",\"requestContext\":{\"http\":{\"method\":\"POST\",\"path\":\"/\"}}}",
        "Unsupported | {\"Records\":[{\"eventSource\":5}]}",
        "CloudEvent  | {\"specversion\":\"1.0\",\"type\":\"a\"}",
        "CloudEvent  | {\"specversion\":\"1.0\",\"id\":\"a\",\"data\":{\"n\":1e99999999999}}",
      })
  void eventsAreToldByTheirTopLevel(String kind, String event) {
    assertThat(kindOf(event.getBytes(StandardCharsets.UTF_8))).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "Direct | {\"n\":1}",
        "Direct | {\"TopicArn\" broken",
        "Direct | {\"TopicArn\":\"a\",\"Type\":\"Notification\",\"Message\":\"{}\"}",
        "S3Test | {\"TopicArn\":\"a\",\"Type\":\"Notification\",\"Message\":\"{\\\"Event\\\":\\\"s3:TestEvent\\\"}\"}",
        "S3     | {\"Records\":[{\"eventSource\":\"aws:s3\"}]}",
        "Unsupported | {\"Records\":[{\"eventSource\":\"aws:sqs\"}]}",
        "Unsupported | {\"Records\":[{\"EventSource\":\"aws:sns\"}]}",
        "Unsupported | {\"requestContext\":{\"http\":{\"method\":\"POST\",\"path\":\"/\"}}}",
      })
  void aMessageIsToldWithoutItsEnvelope(String kind, String message) {
    assertThat(reader.readMessage(message).getClass().getSimpleName()).isEqualTo(kind);
  }

  @Test
  void numbersOfAnEventAreExact() {
    byte[] event =
        "{\"specversion\":1,\"id\":1,\"data\":0.1000000000000000055511}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(reader.read(event))
        .isInstanceOfSatisfying(
            Event.CloudEvent.class,
            told ->
                assertThat(told.event().get("data").decimalValue())
                    .hasToString("0.1000000000000000055511"));
  }

  private String kindOf(byte[] event) {
    return reader.read(event).getClass().getSimpleName();
  }
}
