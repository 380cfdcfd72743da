package dev.quartet.serving.grpc;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.quartet.serving.protocol.Refusal;

/** Reads messages that say little. */
final class Messages {

  /** More than any of them has a use for, and few enough to make objects of. */
  private static final int MOST_BYTES = 64 * 1024;

  private Messages() {}

  /**
   * @param type the message's name, as its definition has it
   * @throws Refusal if it is none, or larger than any needs to be
   */
  static <T extends Message> T read(Part message, Parser<T> parser, String type) {
    if (message.length() > MOST_BYTES) {
      throw new Refusal(
          413, "The message is larger than the %d bytes of a %s.".formatted(MOST_BYTES, type));
    }
    return Fields.wellFormed(
        type,
        () ->
            DiscardUnknownFieldsParser.wrap(parser)
                .parseFrom(message.bytes(), message.start(), message.length()));
  }
}
