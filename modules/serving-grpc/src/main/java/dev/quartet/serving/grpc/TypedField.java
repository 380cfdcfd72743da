package dev.quartet.serving.grpc;

import com.google.protobuf.WireFormat;
import dev.quartet.inference.Datatype;
import dev.quartet.serving.grpc.protocol.InferTensorContents;
import java.util.Optional;

/** The fields of typed contents. */
enum TypedField {
  BOOL(InferTensorContents.BOOL_CONTENTS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT),
  INT(InferTensorContents.INT_CONTENTS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT),
  INT64(InferTensorContents.INT64_CONTENTS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT),
  UINT(InferTensorContents.UINT_CONTENTS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT),
  UINT64(InferTensorContents.UINT64_CONTENTS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT),
  FP32(InferTensorContents.FP32_CONTENTS_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED32),
  FP64(InferTensorContents.FP64_CONTENTS_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64),
  BYTES(InferTensorContents.BYTES_CONTENTS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);

  private final int number;
  private final int wireType;

  TypedField(int number, int wireType) {
    this.number = number;
    this.wireType = wireType;
  }

  /** The field that elements of a datatype come in; empty if they come as bytes alone. */
  static Optional<TypedField> of(Datatype datatype) {
    return switch (datatype) {
      case BOOL -> Optional.of(BOOL);
      case INT8, INT16, INT32 -> Optional.of(INT);
      case INT64 -> Optional.of(INT64);
      case UINT8, UINT16, UINT32 -> Optional.of(UINT);
      case UINT64 -> Optional.of(UINT64);
      case FP32 -> Optional.of(FP32);
      case FP64 -> Optional.of(FP64);
      case BYTES -> Optional.of(BYTES);
      case FP16 -> Optional.empty();
    };
  }

  int number() {
    return number;
  }

  /** How one element is written. */
  int wireType() {
    return wireType;
  }

  /** As the definition has it. */
  String fieldName() {
    return InferTensorContents.getDescriptor().findFieldByNumber(number).getName();
  }
}
