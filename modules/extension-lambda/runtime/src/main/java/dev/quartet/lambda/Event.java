package dev.quartet.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** An event, told from others; parsed where telling it took that. */
sealed interface Event {

  /** HTTP API payload format 2.0, which Function URLs send too. */
  record Http(JsonNode event) implements Event {}

  /** A batch of SQS messages. */
  record Sqs(JsonNode event) implements Event {}

  /** An event of a source that Quartet has no handler for. */
  record Unsupported() implements Event {}

  /** The event is the function's input, JSON in UTF-8. */
  record Direct(byte[] input) implements Event {}

  /**
   * The members that only events have: of gateways, of queues and streams, of SNS, of EventBridge.
   */
  List<byte[]> MARKS =
      Stream.of("requestContext", "eventSource", "EventSource", "detail-type")
          .map(name -> ('"' + name + '"').getBytes(StandardCharsets.US_ASCII))
          .toList();

  /**
   * Tells what an event is. Most direct events are told by searches through the bytes; only an
   * event that holds one of the names is parsed for it.
   */
  static Event of(byte[] event, ObjectMapper mapper) {
    if (MARKS.stream().noneMatch(mark -> contains(event, mark))) {
      return new Direct(event);
    }
    JsonNode tree;
    try {
      tree = mapper.readTree(event);
    } catch (IOException e) {
      // Not JSON: the function's own reading says so better.
      return new Direct(event);
    }
    if (tree.path("requestContext").path("http").hasNonNull("method")) {
      return new Http(tree);
    }
    JsonNode first = tree.path("Records").path(0);
    if (first.path("eventSource").asText().equals("aws:sqs")) {
      return new Sqs(tree);
    }
    boolean otherGateway = tree.has("requestContext") && tree.has("httpMethod");
    boolean otherRecords = first.has("eventSource") || first.has("EventSource");
    boolean eventBridge = tree.has("detail-type") && tree.has("source");
    return otherGateway || otherRecords || eventBridge ? new Unsupported() : new Direct(event);
  }

  private static boolean contains(byte[] event, byte[] name) {
    for (int start = 0; start <= event.length - name.length; start++) {
      int matched = 0;
      while (matched < name.length && event[start + matched] == name[matched]) {
        matched++;
      }
      if (matched == name.length) {
        return true;
      }
    }
    return false;
  }
}
