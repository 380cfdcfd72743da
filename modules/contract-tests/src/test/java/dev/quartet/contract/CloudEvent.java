package dev.quartet.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** CloudEvents 1.0 in JSON, for the function uuid. */
final class CloudEvent {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CloudEvent() {}

  /** An event whose data holds the id that uuid is to keep. */
  static ObjectNode with(String id) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("specversion", "1.0")
            .put("type", "com.example.order.placed")
            .put("source", "/shop")
            .put("id", "A234-1234-1234")
            .put("datacontenttype", "application/json");
    return event.set("data", JSON.createObjectNode().put("id", id));
  }
}
