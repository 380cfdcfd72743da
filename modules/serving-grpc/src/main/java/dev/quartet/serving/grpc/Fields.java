package dev.quartet.serving.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.quartet.serving.protocol.Refusal;
import java.io.IOException;

/** Reads messages field by field, so that nothing is kept of what there is no use for. */
final class Fields {

  /** Takes one field; the reader is at its value, and must be at its end afterwards. */
  @FunctionalInterface
  interface Field {

    /**
     * @param number the field's
     * @param wireType how its value is written
     * @return false if the field is of no interest: it is skipped then
     */
    boolean take(int number, int wireType, CodedInputStream reader) throws IOException;
  }

  /** Reads something of a message. */
  @FunctionalInterface
  interface Read<T> {
    T read() throws IOException;
  }

  private static final int KEY_FIELD_NUMBER = 1;

  private Fields() {}

  /**
   * @throws IOException if the bytes are no message
   */
  static void read(Part message, Field field) throws IOException {
    CodedInputStream reader = message.reader();
    for (int tag = reader.readTag(); tag != 0; tag = reader.readTag()) {
      if (!field.take(WireFormat.getTagFieldNumber(tag), WireFormat.getTagWireType(tag), reader)) {
        reader.skipField(tag);
      }
    }
  }

  /** The key of an entry of a map whose keys are strings. */
  static String key(Part entry) throws IOException {
    String[] key = {""};
    read(
        entry,
        (number, wireType, reader) -> {
          if (number != KEY_FIELD_NUMBER || wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            return false;
          }
          key[0] = reader.readStringRequireUtf8();
          return true;
        });
    return key[0];
  }

  /**
   * @param type the name of the message, as its definition has it
   * @throws Refusal if it can't be read
   */
  static <T> T wellFormed(String type, Read<T> read) {
    try {
      return read.read();
    } catch (IOException e) {
      throw Refusal.malformed(
          "The message is no %s of the protocol: it is cut off or malformed.".formatted(type));
    }
  }
}
