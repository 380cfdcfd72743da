package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quartet.serving.protocol.Place;
import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.Shape;
import java.io.IOException;
import java.util.Arrays;

/** Reads the dimensions of a tensor. */
final class JsonShape {

  private JsonShape() {}

  /**
   * Reads an array of dimensions; the parser is at its value.
   *
   * @throws Refusal if it is none
   */
  static Shape read(JsonParser parser, Place place) throws IOException {
    if (!parser.isExpectedStartArrayToken()) {
      throw Refusal.at(
          place, "expected an array of dimensions, got " + JsonText.nameOf(parser) + ".");
    }
    long[] dimensions = new long[Shape.MOST_DIMENSIONS];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Shape.requireDimensions(count + 1, place);
      dimensions[count] = dimension(parser, place.item(count));
      count++;
    }
    return Shape.of(Arrays.copyOf(dimensions, count), place);
  }

  private static long dimension(JsonParser parser, Place place) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw Refusal.at(place, "expected a whole number, got " + JsonText.nameOf(parser) + ".");
    }
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw Refusal.at(place, "expected a whole number of 64 bits.");
    }
    return parser.getLongValue();
  }
}
