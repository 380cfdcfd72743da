package dev.quartet.extension.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What calls a function. Every function has the first two. */
public sealed interface Trigger {

  /** As a member of a function's {@code triggers} in {@code functions.json}. */
  ObjectNode json();

  /**
   * A request, {@code POST} with JSON.
   *
   * @param path its path, such as {@code /uuid}
   */
  record Http(String path) implements Trigger {
    @Override
    public ObjectNode json() {
      return ofType("http").put("method", "POST").put("path", path);
    }
  }

  /** An invocation whose event is the input. */
  record Direct() implements Trigger {
    @Override
    public ObjectNode json() {
      return ofType("direct");
    }
  }

  /**
   * Messages of a queue.
   *
   * @param batchSize the most messages at once
   * @param maximumBatchingWindowSeconds how long messages are gathered, in seconds
   */
  record Sqs(int batchSize, int maximumBatchingWindowSeconds) implements Trigger {
    @Override
    public ObjectNode json() {
      return ofType("sqs")
          .put("batchSize", batchSize)
          .put("maximumBatchingWindowSeconds", maximumBatchingWindowSeconds);
    }
  }

  /**
   * Set times.
   *
   * @param expression EventBridge's {@code rate(…)} or {@code cron(…)}
   * @param input the function's input
   */
  record Schedule(String expression, JsonNode input) implements Trigger {
    @Override
    public ObjectNode json() {
      ObjectNode json = ofType("schedule").put("expression", expression);
      json.set("input", input);
      return json;
    }
  }

  /**
   * Objects of the bucket.
   *
   * @param events S3's names of what must happen
   * @param prefix what the key must begin with
   * @param suffix what the key must end with
   */
  record S3(List<String> events, String prefix, String suffix) implements Trigger {
    @Override
    public ObjectNode json() {
      ObjectNode json = ofType("s3");
      events.forEach(json.putArray("events")::add);
      return json.put("prefix", prefix).put("suffix", suffix);
    }
  }

  private static ObjectNode ofType(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
