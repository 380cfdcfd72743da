package dev.quartet.extension.event;

import com.fasterxml.jackson.databind.JsonNode;

/** An event, told from others; parsed where telling it took that. */
public sealed interface Event {

  /** The event is the function's input, JSON in UTF-8. */
  record Direct(byte[] input) implements Event {}

  /** HTTP API payload format 2.0, which Function URLs send too: for the application's routes. */
  record Http(JsonNode request) implements Event {}

  /** A batch of SQS messages. */
  record Sqs(JsonNode records) implements Event {}

  /** Notifications of an SNS topic. */
  record Sns(JsonNode records) implements Event {}

  /** Notifications of an S3 bucket. */
  record S3(JsonNode records) implements Event {}

  /** What S3 sends once when notifications are configured: nothing happened to an object. */
  record S3Test(String bucket) implements Event {}

  /** An event of EventBridge: of a bus, or of a schedule. */
  record EventBridge(JsonNode event) implements Event {}

  /** A CloudEvent in JSON, structured mode. */
  record CloudEvent(JsonNode event) implements Event {}

  /** An array of CloudEvents. */
  record CloudEvents(JsonNode events) implements Event {}

  /** An event of a source that Quartet has no handler for. */
  record Unsupported() implements Event {}
}
