package dev.quartet.contract.malformed;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request for inference that must be refused.
 *
 * @param how what was done to a good request
 * @param headers those to send
 */
public record MalformedInference(String how, Map<String, String> headers, byte[] body) {

  private static final int SHOWN_CHARACTERS = 200;

  @Override
  public String toString() {
    String text = new String(body, StandardCharsets.UTF_8);
    return "%s, %d bytes, %s: %s"
        .formatted(
            how,
            body.length,
            headers,
            text.substring(0, Math.min(SHOWN_CHARACTERS, text.length())));
  }
}
