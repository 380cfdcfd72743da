package dev.quartet.serving.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.quartet.inference.BadTensors;
import dev.quartet.inference.Datatype;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.grpc.protocol.ModelInferRequest.InferInputTensor;
import dev.quartet.serving.protocol.Datatypes;
import dev.quartet.serving.protocol.Parameters;
import dev.quartet.serving.protocol.Place;
import dev.quartet.serving.protocol.RawTensor;
import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one input. Its contents are read last, by what datatype and shape call for. */
final class InputReader {

  private static final int FIRST_DIMENSIONS = 4;

  private final Part input;
  private final Place place;

  private String name = "";
  private String datatype = "";
  private long[] dimensions = new long[FIRST_DIMENSIONS];
  private int rank;
  private @Nullable Part contents;

  private InputReader(Part input, Place place) {
    this.input = input;
    this.place = place;
  }

  /**
   * Reads an input but for its contents.
   *
   * @throws Refusal if what is read is wrong
   */
  static InputReader read(Part input, Place place) throws IOException {
    InputReader reader = new InputReader(input, place);
    Fields.read(input, reader::field);
    return reader;
  }

  private boolean field(int number, int wireType, CodedInputStream reader) throws IOException {
    if (number == InferInputTensor.SHAPE_FIELD_NUMBER) {
      return shape(wireType, reader);
    }
    if (wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      return false;
    }
    switch (number) {
      case InferInputTensor.NAME_FIELD_NUMBER -> name = reader.readStringRequireUtf8();
      case InferInputTensor.DATATYPE_FIELD_NUMBER -> datatype = reader.readStringRequireUtf8();
      case InferInputTensor.PARAMETERS_FIELD_NUMBER -> {
        String parameter = Fields.key(input.next(reader));
        Parameters.requireServedOfInput(parameter, place.member("parameters").member(parameter));
      }
      case InferInputTensor.CONTENTS_FIELD_NUMBER -> {
        if (contents != null) {
          throw Refusal.at(place.member("contents"), "comes twice.");
        }
        contents = input.next(reader);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whole numbers come one by one, or many behind their length. */
  private boolean shape(int wireType, CodedInputStream reader) throws IOException {
    switch (wireType) {
      case WireFormat.WIRETYPE_VARINT -> dimension(reader);
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
        int outer = reader.pushLimit(reader.readRawVarint32());
        while (reader.getBytesUntilLimit() > 0) {
          dimension(reader);
        }
        reader.popLimit(outer);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void dimension(CodedInputStream reader) throws IOException {
    Shape.requireDimensions(rank + 1, place.member("shape"));
    if (rank == dimensions.length) {
      dimensions = Arrays.copyOf(dimensions, 2 * rank);
    }
    dimensions[rank] = reader.readInt64();
    rank++;
  }

  /**
   * The input as a tensor.
   *
   * @param raw its elements
   * @param rawPlace where they came
   * @throws Refusal if they are not what datatype and shape call for
   */
  Tensor rawTensor(Part raw, Place rawPlace) {
    if (contents != null) {
      throw Refusal.at(
          place.member("contents"), "expected none where the request has raw_input_contents.");
    }
    Datatype type = datatype();
    return tensor(
        type, RawTensor.read(raw.bytes(), raw.start(), raw.length(), type, shape(), rawPlace));
  }

  /**
   * The input as a tensor of the elements that it has itself.
   *
   * @throws Refusal if they are not what datatype and shape call for
   */
  Tensor typedTensor() throws IOException {
    Datatype type = datatype();
    Part typed = contents == null ? new Part(new byte[0], 0, 0) : contents;
    return tensor(type, TypedContents.read(typed, type, shape(), place.member("contents")));
  }

  private Datatype datatype() {
    if (name.isEmpty()) {
      throw Refusal.at(place, "has no name.");
    }
    if (datatype.isEmpty()) {
      throw Refusal.at(place, "has no datatype.");
    }
    return Datatypes.named(datatype, place.member("datatype"));
  }

  private Shape shape() {
    return Shape.of(Arrays.copyOf(dimensions, rank), place.member("shape"));
  }

  private Tensor tensor(Datatype type, ByteBuffer elements) {
    try {
      return new Tensor(name, type, Arrays.copyOf(dimensions, rank), elements);
    } catch (BadTensors e) {
      throw Refusal.at(place, String.valueOf(e.getMessage()));
    }
  }
}
