package dev.quartet.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventKindTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "DIRECT | {\"data\":[1,2]}",
        "DIRECT | {}",
        "DIRECT | not json",
        "DIRECT | {\"text\":\"a \\\"requestContext\\\" in a text\"}",
        "DIRECT | {\"requestContext\":{\"tenant\":\"a\"}}",
        "DIRECT | {\"eventSource\":\"aws:sqs\"}",
        "DIRECT | {\"requestContext\" broken",
        "HTTP   | {\"version\":\"2.0\",\"requestContext\":{\"http\":{\"method\":\"POST\",\"path\":\"/\"}}}",
        "SQS    | {\"Records\":[{\"messageId\":\"1\",\"eventSource\":\"aws:sqs\",\"body\":\"{}\"}]}",
        "UNSUPPORTED | {\"Records\":[{\"eventSource\":\"aws:s3\"}]}",
        "UNSUPPORTED | {\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{}}]}",
        "UNSUPPORTED | {\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\",\"detail\":{}}",
        "UNSUPPORTED | {\"httpMethod\":\"GET\",\"requestContext\":{\"elb\":{}}}",
      })
  void eventsAreToldByTheirTopLevel(EventKind kind, String event) {
    assertThat(EventKind.of(event.getBytes(StandardCharsets.UTF_8), new ObjectMapper()))
        .isEqualTo(kind);
  }
}
