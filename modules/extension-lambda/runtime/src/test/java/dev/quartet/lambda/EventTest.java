package dev.quartet.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTest {

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
        "Http   | {\"version\":\"2.0\",\"requestContext\":{\"http\":{\"method\":\"POST\",\"path\":\"/\"}}}",
        "Sqs    | {\"Records\":[{\"messageId\":\"1\",\"eventSource\":\"aws:sqs\",\"body\":\"{}\"}]}",
        "Unsupported | {\"Records\":[{\"eventSource\":\"aws:s3\"}]}",
        "Unsupported | {\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{}}]}",
        "Unsupported | {\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\",\"detail\":{}}",
        "Unsupported | {\"httpMethod\":\"GET\",\"requestContext\":{\"elb\":{}}}",
      })
  void eventsAreToldByTheirTopLevel(String kind, String event) {
    assertThat(
            Event.of(event.getBytes(StandardCharsets.UTF_8), new ObjectMapper())
                .getClass()
                .getSimpleName())
        .isEqualTo(kind);
  }
}
