package dev.quartet.extension.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Which items of a batch failed, in the form that Lambda's pollers and EventBridge Pipes read. */
final class BatchAnswer {

  private final ObjectNode answer = JsonNodeFactory.instance.objectNode();
  private final ArrayNode failures = answer.putArray("batchItemFailures");

  void failed(String identifier) {
    failures.addObject().put("itemIdentifier", identifier);
  }

  byte[] json() {
    return answer.toString().getBytes(StandardCharsets.UTF_8);
  }
}
