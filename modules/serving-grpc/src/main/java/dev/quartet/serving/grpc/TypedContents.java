package dev.quartet.serving.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.quartet.inference.Datatype;
import dev.quartet.serving.protocol.Contents;
import dev.quartet.serving.protocol.Place;
import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.Shape;
import dev.quartet.serving.protocol.WholeNumbers;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the elements of one tensor from the field that its datatype has. */
final class TypedContents {

  private final Datatype datatype;
  private final TypedField field;
  private final Shape shape;
  private final Contents contents;
  private final Place place;
  private int count;

  private TypedContents(Datatype datatype, TypedField field, Shape shape, Place place) {
    this.datatype = datatype;
    this.field = field;
    this.shape = shape;
    this.place = place;
    this.contents = Contents.of(datatype, shape, place);
  }

  /**
   * @param message an {@code InferTensorContents}
   * @return the elements, little-endian
   * @throws Refusal if they are of another datatype or number
   */
  static ByteBuffer read(Part message, Datatype datatype, Shape shape, Place place)
      throws IOException {
    TypedField field =
        TypedField.of(datatype)
            .orElseThrow(
                () ->
                    Refusal.at(
                        place, datatype + " has no field here: send it in raw_input_contents."));
    TypedContents typed = new TypedContents(datatype, field, shape, place);
    Fields.read(message, typed::field);
    if (typed.count != shape.elements()) {
      throw shape.otherCount(typed.count, place.member(field.fieldName()));
    }
    return typed.contents.finished();
  }

  private boolean field(int number, int wireType, CodedInputStream reader) throws IOException {
    if (number != field.number()) {
      for (TypedField other : TypedField.values()) {
        if (other.number() == number) {
          throw Refusal.at(
              place,
              "%s takes %s, got %s.".formatted(datatype, field.fieldName(), other.fieldName()));
        }
      }
      return false;
    }
    if (wireType == field.wireType()) {
      element(reader);
    } else if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      int outer = reader.pushLimit(reader.readRawVarint32());
      while (reader.getBytesUntilLimit() > 0) {
        element(reader);
      }
      reader.popLimit(outer);
    } else {
      return false;
    }
    return true;
  }

  private void element(CodedInputStream reader) throws IOException {
    if (count == shape.elements()) {
      throw shape.otherCount(count + 1, place.member(field.fieldName()));
    }
    switch (field) {
      case BOOL -> contents.room(1).put((byte) (reader.readBool() ? 1 : 0));
      case INT, INT64 -> whole(reader.readInt64());
      case UINT -> whole(Integer.toUnsignedLong(reader.readUInt32()));
      case UINT64 -> contents.room(Long.BYTES).putLong(reader.readUInt64());
      case FP32 -> contents.room(Float.BYTES).putFloat(reader.readFloat());
      case FP64 -> contents.room(Double.BYTES).putDouble(reader.readDouble());
      case BYTES -> {
        byte[] element = reader.readByteArray();
        contents.room(Integer.BYTES + element.length).putInt(element.length).put(element);
      }
    }
    count++;
  }

  private void whole(long value) {
    WholeNumbers numbers = WholeNumbers.of(datatype);
    if (!numbers.has(value)) {
      throw Refusal.at(
          place.member(field.fieldName()).item(count),
          "expected %s, got %d.".formatted(numbers.expected(), value));
    }
    ByteBuffer room = contents.room(datatype.byteSize());
    switch (datatype.byteSize()) {
      case Byte.BYTES -> room.put((byte) value);
      case Short.BYTES -> room.putShort((short) value);
      case Integer.BYTES -> room.putInt((int) value);
      default -> room.putLong(value);
    }
  }
}
