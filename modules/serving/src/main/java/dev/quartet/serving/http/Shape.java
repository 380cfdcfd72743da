package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** The dimensions of a tensor, with a product that an array could have. */
final class Shape {

  static final int MOST_DIMENSIONS = 64;

  private final long[] dimensions;
  private final int elements;

  private Shape(long[] dimensions, int elements) {
    this.dimensions = dimensions;
    this.elements = elements;
  }

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
    long[] dimensions = new long[MOST_DIMENSIONS];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == MOST_DIMENSIONS) {
        throw Refusal.at(place, "expected at most " + MOST_DIMENSIONS + " dimensions.");
      }
      dimensions[count] = dimension(parser, place.item(count));
      count++;
    }
    return of(Arrays.copyOf(dimensions, count), place);
  }

  private static long dimension(JsonParser parser, Place place) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw Refusal.at(place, "expected a whole number, got " + JsonText.nameOf(parser) + ".");
    }
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw Refusal.at(place, "expected a whole number of 64 bits.");
    }
    long dimension = parser.getLongValue();
    if (dimension < 0) {
      throw Refusal.at(place, "expected a whole number of 0 or more, got " + dimension + ".");
    }
    return dimension;
  }

  private static Shape of(long[] dimensions, Place place) {
    for (long dimension : dimensions) {
      if (dimension == 0) {
        return new Shape(dimensions, 0);
      }
    }
    long elements = 1;
    for (long dimension : dimensions) {
      // Both are below 2^31, so that their product fits.
      if (dimension > Integer.MAX_VALUE || (elements *= dimension) > Integer.MAX_VALUE) {
        throw Refusal.at(
            place, "%s calls for more than 2^31 - 1 elements.".formatted(text(dimensions)));
      }
    }
    return new Shape(dimensions, (int) elements);
  }

  int rank() {
    return dimensions.length;
  }

  long dimension(int index) {
    return dimensions[index];
  }

  int elements() {
    return elements;
  }

  long[] dimensions() {
    return dimensions.clone();
  }

  private static String text(long[] dimensions) {
    return Arrays.toString(dimensions);
  }

  @Override
  public String toString() {
    return text(dimensions);
  }
}
