package dev.quartet.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Tells events apart. */
enum EventKind {
  /** HTTP API payload format 2.0, which Function URLs send too. */
  HTTP,
  /** A batch of SQS messages. */
  SQS,
  /** An event of a source that Quartet has no handler for. */
  UNSUPPORTED,
  /** The event is the function's input. */
  DIRECT;

  /**
   * The members that only events have: of gateways, of queues and streams, of SNS, of EventBridge.
   */
  private static final List<byte[]> MARKS =
      Stream.of("requestContext", "eventSource", "EventSource", "detail-type")
          .map(name -> ('"' + name + '"').getBytes(StandardCharsets.US_ASCII))
          .toList();

  /**
   * The kind of an event. Most direct events are told by searches through the bytes; only an event
   * that holds one of the names is parsed for it.
   */
  static EventKind of(byte[] event, ObjectMapper mapper) {
    if (MARKS.stream().noneMatch(mark -> contains(event, mark))) {
      return DIRECT;
    }
    JsonNode tree;
    try {
      tree = mapper.readTree(event);
    } catch (IOException e) {
      // Not JSON: the function's own reading says so better.
      return DIRECT;
    }
    if (tree.path("requestContext").path("http").hasNonNull("method")) {
      return HTTP;
    }
    JsonNode first = tree.path("Records").path(0);
    if (first.path("eventSource").asText().equals("aws:sqs")) {
      return SQS;
    }
    boolean otherGateway = tree.has("requestContext") && tree.has("httpMethod");
    boolean otherRecords = first.has("eventSource") || first.has("EventSource");
    boolean eventBridge = tree.has("detail-type") && tree.has("source");
    return otherGateway || otherRecords || eventBridge ? UNSUPPORTED : DIRECT;
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
