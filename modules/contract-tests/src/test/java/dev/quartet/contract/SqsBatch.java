package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartet.contract.harness.Invocations;
import java.util.ArrayList;
import java.util.List;

/** Messages of a queue as Lambda delivers them: {@code message-0}, {@code message-1} and so on. */
final class SqsBatch {

  private final List<String> bodies;

  SqsBatch(List<String> bodies) {
    this.bodies = List.copyOf(bodies);
  }

  /** Delivers them, and gives the ids of the messages that the function reports as failed. */
  List<String> failuresOf(String function, Invocations functions) {
    return failuresIn(functions.invoke(function, event().toString()).result());
  }

  /** The ids of the items that an answer to a batch, of messages or of other items, names. */
  static List<String> failuresIn(JsonNode answer) {
    JsonNode items = answer.path("batchItemFailures");
    assertThat(items.isArray()).as(answer.toString()).isTrue();
    List<String> failures = new ArrayList<>();
    items.forEach(item -> failures.add(item.path("itemIdentifier").asText()));
    return failures;
  }

  /** The event that Lambda delivers. */
  ObjectNode event() {
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
    return event;
  }
}
