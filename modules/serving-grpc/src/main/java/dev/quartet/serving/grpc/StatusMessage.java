package dev.quartet.serving.grpc;

import java.nio.charset.StandardCharsets;

/** A text as gRPC's header for it carries it. */
final class StatusMessage {

  /** Clients refuse headers that are larger than 8 KiB in all. */
  private static final int MOST_CHARACTERS = 4_096;

  private static final String CUT = "...";

  private StatusMessage() {}

  /**
   * UTF-8 with what is not printable ASCII, and the percent sign, percent-encoded. A text that is
   * too long for a header is cut.
   */
  static String of(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    int position = 0;
    while (position < text.length()) {
      int character = text.codePointAt(position);
      position += Character.charCount(character);
      int before = encoded.length();
      append(encoded, character);
      if (encoded.length() > MOST_CHARACTERS) {
        encoded.setLength(before);
        return encoded.append(CUT).toString();
      }
    }
    return encoded.toString();
  }

  private static void append(StringBuilder encoded, int character) {
    if (character >= ' ' && character <= '~' && character != '%') {
      encoded.append((char) character);
      return;
    }
    for (byte unit : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
      encoded.append("%%%02X".formatted(unit & 0xFF));
    }
  }
}
