package dev.quartet.locallambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one JSON mapper, and the few uses of it that several classes share. */
final class Json {
  static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static Buffer buffer(Object value) {
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads to the end without building anything.
   *
   * @throws IOException if the bytes are not exactly one JSON value; the message says where
   */
  static void requireOneValue(byte[] bytes) throws IOException {
    try (JsonParser parser = MAPPER.getFactory().createParser(bytes)) {
      if (parser.nextToken() == null) {
        throw new IOException("No content");
      }
      parser.skipChildren();
      if (parser.currentToken() == null || parser.nextToken() != null) {
        throw new IOException("More follows after the first value");
      }
    }
  }
}
