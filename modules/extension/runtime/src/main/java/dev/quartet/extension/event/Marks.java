package dev.quartet.extension.event;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Texts of which every event but a direct one holds at least one: names of members of gateways, of
 * queues and streams, of SNS, of EventBridge, of CloudEvents, and a value of S3's test event. A
 * search for them is far cheaper than parsing.
 */
final class Marks {

  private static final byte QUOTE = '"';

  /** Each with the quote that ends it, so that a part of a longer name does not count. */
  private static final byte[][] MARKS =
      Stream.of(
              "requestContext",
              "eventSource",
              "EventSource",
              "detail-type",
              "specversion",
              "TopicArn",
              "s3:TestEvent")
          .map(name -> (name + '"').getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  /** Whether one of the marks is in it: then only parsing tells what the event is. */
  static boolean areIn(byte[] event) {
    for (int i = 0; i < event.length; i++) {
      if (event[i] == QUOTE && isMarkAt(event, i + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMarkAt(byte[] event, int start) {
    for (byte[] mark : MARKS) {
      if (isAt(event, start, mark)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] event, int start, byte[] mark) {
    if (start + mark.length > event.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (event[start + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private Marks() {}
}
