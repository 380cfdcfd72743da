package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quartet.inference.Datatype;
import dev.quartet.serving.protocol.Contents;
import dev.quartet.serving.protocol.Place;
import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the {@code data} of one tensor: its elements in row-major order, in one array or in as many
 * as its dimensions nest.
 */
final class JsonData {

  private static final int MOST_SHOWN_CHARACTERS = 40;

  private final JsonParser parser;
  private final Shape shape;
  private final Elements elements;
  private final Contents contents;
  private final Place place;

  /** How many items came so far of the array at each depth, the outermost at 0. */
  private final int[] items;

  private int count;
  private boolean flat;

  private JsonData(JsonParser parser, Datatype datatype, Shape shape, Place place) {
    this.parser = parser;
    this.shape = shape;
    this.place = place;
    this.elements = Elements.of(datatype);
    this.items = new int[Math.max(1, shape.rank())];
    this.contents = Contents.of(datatype, shape, place);
  }

  /**
   * @param parser at the value
   * @return the elements, little-endian
   * @throws Refusal if the value is no array of such elements, or has others than the shape says
   */
  static ByteBuffer read(JsonParser parser, Datatype datatype, Shape shape, Place place)
      throws IOException {
    if (!parser.isExpectedStartArrayToken()) {
      throw Refusal.at(place, "expected an array, got " + JsonText.nameOf(parser) + ".");
    }
    return new JsonData(parser, datatype, shape, place).read();
  }

  private ByteBuffer read() throws IOException {
    int depth = 0;
    readFloats(depth);
    while (depth >= 0) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        close(depth);
        depth--;
        if (depth >= 0) {
          items[depth]++;
        }
      } else if (token == JsonToken.START_ARRAY) {
        depth = open(depth);
      } else {
        put(depth);
        items[depth]++;
      }
    }
    if (count != shape.elements()) {
      throw shape.otherCount(count, place);
    }
    return contents.finished();
  }

  private int open(int depth) {
    if (flat || depth + 1 >= shape.rank()) {
      throw Refusal.at(
          here(depth), "expected an element, got an array: the shape is %s.".formatted(shape));
    }
    items[depth + 1] = 0;
    readFloats(depth + 1);
    return depth + 1;
  }

  /** The items of an array of floats at once; whatever else there is comes item by item. */
  private void readFloats(int depth) {
    boolean mayBeElements = depth == 0 || depth == shape.rank() - 1;
    if (elements == Elements.FLOATS && mayBeElements && parser instanceof TensorParser floats) {
      int read = floats.readFloats(contents, shape.elements() - count);
      if (read > 0) {
        flat = depth == 0;
        items[depth] = read;
        count += read;
      }
    }
  }

  private void close(int depth) {
    boolean empty = depth == 0 && items[0] == 0;
    if (!flat && !empty && items[depth] != shape.dimension(depth)) {
      throw Refusal.at(
          place(depth - 1), "has %d items, and the shape is %s.".formatted(items[depth], shape));
    }
  }

  private void put(int depth) throws IOException {
    if (count == 0) {
      flat = depth == 0;
    }
    if (depth != (flat ? 0 : shape.rank() - 1)) {
      throw Refusal.at(
          here(depth),
          "expected an array, got %s: data is flat, or nested as its shape %s."
              .formatted(JsonText.nameOf(parser), shape));
    }
    if (count == shape.elements()) {
      throw shape.otherCount(count + 1, place);
    }
    String expected = elements.put(parser, contents);
    if (!expected.isEmpty()) {
      throw Refusal.at(here(depth), "expected %s, got %s.".formatted(expected, got()));
    }
    count++;
  }

  /** A number may be of the right kind and out of its range. */
  private String got() throws IOException {
    String text = parser.currentToken().isNumeric() ? parser.getText() : "";
    return text.isEmpty() || text.length() > MOST_SHOWN_CHARACTERS ? JsonText.nameOf(parser) : text;
  }

  /** The item that is read now. */
  private Place here(int depth) {
    return place(depth);
  }

  private Place place(int depth) {
    Place place = this.place;
    for (int i = 0; i <= depth; i++) {
      place = place.item(items[i]);
    }
    return place;
  }
}
