package dev.quartet.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quartet.inference.BadTensors;
import dev.quartet.inference.Datatype;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.protocol.Datatypes;
import dev.quartet.serving.protocol.Parameters;
import dev.quartet.serving.protocol.Place;
import dev.quartet.serving.protocol.RawTensor;
import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one input. Its members may come in any order: {@code data} that comes before what says how
 * to read it is read when the input ends.
 */
final class InputReader {

  private final byte[] body;
  private final Place place;

  private @Nullable String name;
  private @Nullable Datatype datatype;
  private @Nullable Shape shape;

  /** How many bytes of binary data the input has behind the JSON; -1 if its data is JSON. */
  private long binaryBytes = -1;

  private @Nullable ByteBuffer contents;

  /** Where in the body the data is that can't be read yet. */
  private int dataStart = -1;

  private int dataEnd = -1;

  private InputReader(byte[] body, Place place) {
    this.body = body;
    this.place = place;
  }

  /**
   * Reads an input but for its binary data; the parser is at its value.
   *
   * @param body what the parser reads, from its first byte on
   * @throws Refusal if it is none
   */
  static InputReader read(JsonParser parser, byte[] body, Place place) throws IOException {
    InputReader input = new InputReader(body, place);
    Members.read(parser, place, input::member);
    input.finish();
    return input;
  }

  private void member(String member, JsonParser parser, Place at) throws IOException {
    switch (member) {
      case "name" -> name = Members.string(parser, at);
      case "datatype" -> datatype = datatype(parser, at);
      case "shape" -> shape = JsonShape.read(parser, at);
      case "parameters" -> Members.read(parser, at, this::parameter);
      case "data" -> data(parser, at);
      default -> parser.skipChildren();
    }
  }

  private void parameter(String parameter, JsonParser parser, Place at) throws IOException {
    Parameters.requireServedOfInput(parameter, at);
    if (parameter.equals("binary_data_size")) {
      binaryBytes = size(parser, at);
    } else {
      parser.skipChildren();
    }
  }

  private static long size(JsonParser parser, Place at) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || parser.getLongValue() < 0) {
      throw Refusal.at(at, "expected a number of bytes, got " + JsonText.nameOf(parser) + ".");
    }
    return parser.getLongValue();
  }

  private static Datatype datatype(JsonParser parser, Place at) throws IOException {
    return Datatypes.named(Members.string(parser, at), at);
  }

  private void data(JsonParser parser, Place at) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      // Clients that send binary data may say so: none of it is here.
      return;
    }
    if (datatype != null && shape != null) {
      contents = JsonData.read(parser, datatype, shape, at);
    } else {
      dataStart = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      dataEnd = (int) parser.currentLocation().getByteOffset();
    }
  }

  private void finish() throws IOException {
    require(name, "name");
    Datatype datatype = require(this.datatype, "datatype");
    Shape shape = require(this.shape, "shape");
    if (dataStart >= 0) {
      try (JsonParser parser =
          JsonText.FACTORY.createParser(body, dataStart, dataEnd - dataStart)) {
        parser.nextToken();
        contents = JsonData.read(parser, datatype, shape, place.member("data"));
      }
    }
    if (contents != null && binaryBytes >= 0) {
      throw Refusal.at(place, "has both data and binary_data_size.");
    }
    if (contents == null && binaryBytes < 0) {
      throw Refusal.at(place, "has neither data nor the parameter binary_data_size.");
    }
  }

  private <T> T require(@Nullable T value, String member) {
    if (value == null) {
      throw Refusal.at(place, "has no " + member + ".");
    }
    return value;
  }

  /** How many bytes of binary data the input says that it has. */
  long binaryBytes() {
    return Math.max(0, binaryBytes);
  }

  /**
   * The input as a tensor.
   *
   * @param start where in the body its binary data is, if it has any
   * @throws Refusal if that is not what datatype and shape call for
   */
  Tensor tensor(int start) {
    Datatype datatype = require(this.datatype, "datatype");
    Shape shape = require(this.shape, "shape");
    try {
      return new Tensor(
          require(name, "name"),
          datatype,
          shape.dimensions(),
          contents == null
              ? RawTensor.read(
                  body,
                  start,
                  binaryBytes,
                  datatype,
                  shape,
                  place.member("parameters").member("binary_data_size"))
              : contents);
    } catch (BadTensors e) {
      throw Refusal.at(place, String.valueOf(e.getMessage()));
    }
  }
}
