package dev.quartet.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

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

  private static final byte[] REQUEST_CONTEXT = bytes("\"requestContext\"");
  private static final byte[] EVENT_SOURCE = bytes("\"eventSource\"");

  /**
   * The kind of an event. Most direct events are told by two searches through the bytes; only an
   * event that holds one of the two names is parsed for it.
   */
  static EventKind of(byte[] event, ObjectMapper mapper) {
    if (!contains(event, REQUEST_CONTEXT) && !contains(event, EVENT_SOURCE)) {
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
    JsonNode source = tree.path("Records").path(0).path("eventSource");
    if (source.asText().equals("aws:sqs")) {
      return SQS;
    }
    boolean otherGateway = tree.has("requestContext") && tree.has("httpMethod");
    return source.isTextual() || otherGateway ? UNSUPPORTED : DIRECT;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
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
