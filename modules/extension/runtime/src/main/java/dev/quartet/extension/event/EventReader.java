package dev.quartet.extension.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.CallFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells what an event is. */
final class EventReader {

  /** A part of an event becomes an input: its numbers must be as exact as read from the text. */
  private final ObjectReader exact;

  /** For numbers whose exponent is out of bounds: infinite here, and told of when they are used. */
  private final ObjectReader inexact;

  EventReader(ObjectMapper mapper) {
    this.inexact = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.exact = inexact.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  }

  /**
   * Tells a whole event. Most direct events are told by a search through the bytes; only an event
   * that holds a mark is parsed for it.
   *
   * @param event JSON in UTF-8
   */
  Event read(byte[] event) {
    if (!Marks.areIn(event)) {
      return new Event.Direct(event);
    }
    try {
      return told(tree(event), event);
    } catch (IOException e) {
      // Not JSON: the function's own reading says so better.
      return new Event.Direct(event);
    }
  }

  /**
   * Tells what a message of a queue or a topic carries: an input, or a notification that was sent
   * there. The envelope that SNS puts around a message on its way to a queue is taken off.
   */
  Event readMessage(String message) {
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    if (!Marks.areIn(text)) {
      return new Event.Direct(text);
    }
    JsonNode tree;
    try {
      tree = tree(text);
    } catch (IOException e) {
      // Not JSON: the function's own reading says so better.
      return new Event.Direct(text);
    }
    Event carried =
        isEnvelopeOfSns(tree)
            ? read(tree.get("Message").asText().getBytes(StandardCharsets.UTF_8))
            : told(tree, text);
    return switch (carried) {
      case Event.Http _, Event.Sqs _, Event.Sns _ -> new Event.Unsupported();
      default -> carried;
    };
  }

  /**
   * Reads JSON that its sender declared to be CloudEvents.
   *
   * @throws CallFailed when it is no JSON
   */
  JsonNode readDeclared(byte[] json) {
    try {
      return tree(json);
    } catch (IOException e) {
      throw new CallFailed(CallError.notJson(e));
    }
  }

  private JsonNode tree(byte[] json) throws IOException {
    try {
      return exact.readTree(json);
    } catch (JsonProcessingException | NumberFormatException e) {
      return inexact.readTree(json);
    }
  }

  private static Event told(JsonNode tree, byte[] event) {
    if (tree.path("requestContext").path("http").hasNonNull("method")) {
      return new Event.Http(tree);
    }
    JsonNode records = tree.path("Records");
    if (records.path(0).has("eventSource") || records.path(0).has("EventSource")) {
      return ofRecords(records);
    }
    if (CloudEvents.isOne(tree)) {
      return new Event.CloudEvent(tree);
    }
    if (tree.isArray() && CloudEvents.isOne(tree.path(0))) {
      return new Event.CloudEvents(tree);
    }
    if (tree.has("detail-type") && tree.has("source")) {
      return new Event.EventBridge(tree);
    }
    if (tree.path("Event").asText().equals("s3:TestEvent")) {
      return new Event.S3Test(tree.path("Bucket").asText());
    }
    return isOfAnotherSource(tree) ? new Event.Unsupported() : new Event.Direct(event);
  }

  private static Event ofRecords(JsonNode records) {
    JsonNode first = records.get(0);
    return switch (first.path("eventSource").asText(first.path("EventSource").asText())) {
      case "aws:sqs" -> new Event.Sqs(records);
      case "aws:sns" -> new Event.Sns(records);
      case "aws:s3" -> new Event.S3(records);
      default -> new Event.Unsupported();
    };
  }

  /** Of API Gateway's REST APIs, of load balancers, of Kafka and message brokers. */
  private static boolean isOfAnotherSource(JsonNode tree) {
    boolean gateway = tree.has("requestContext") && tree.has("httpMethod");
    boolean broker =
        tree.has("eventSource") && (tree.has("eventSourceArn") || tree.has("bootstrapServers"));
    return gateway || broker;
  }

  private static boolean isEnvelopeOfSns(JsonNode tree) {
    return tree.path("Type").asText().equals("Notification")
        && tree.has("TopicArn")
        && tree.path("Message").isTextual();
  }
}
