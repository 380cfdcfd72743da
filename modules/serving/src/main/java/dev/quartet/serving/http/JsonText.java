package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.quartet.serving.protocol.Refusal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How the protocol's JSON is read and written, and how its failures are told. */
final class JsonText {

  /** The deepest tensor has {@link Shape#MOST_DIMENSIONS}, within three objects and arrays. */
  private static final int DEEPEST = 100;

  static final JsonFactory FACTORY = new TensorParsers(settings());

  private JsonText() {}

  private static JsonFactoryBuilder settings() {
    return (JsonFactoryBuilder)
        JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            // So that the place of a NaN can be told. It is refused.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            // Callers choose the names.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // JSON is UTF-8, RFC 8259; a position in it is then a position in the body.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    // The body has a limit.
                    .maxStringLength(Integer.MAX_VALUE)
                    .build());
  }

  static Refusal unreadable(IOException failure) {
    if (failure instanceof StreamConstraintsException) {
      return Refusal.malformed(
          "The request's JSON has a number or a name that is too long, or is nested too deep.");
    }
    // An array of bytes can't fail to be read otherwise than by malformed UTF-8.
    @Nullable JsonLocation location =
        failure instanceof JsonProcessingException processing ? processing.getLocation() : null;
    return Refusal.malformed(
        location == null
            ? "The request is not JSON in UTF-8."
            : "The request is not JSON: look at line %d, column %d."
                .formatted(location.getLineNr(), location.getColumnNr()));
  }

  /** What a value is called in messages. */
  static String nameOf(JsonParser parser) throws IOException {
    @Nullable JsonToken token = parser.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> parser.isNaN() ? "a number that is not finite" : "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "something else";
    };
  }
}
