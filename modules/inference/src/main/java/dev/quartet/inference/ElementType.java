package dev.quartet.inference;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import java.util.Optional;

/** The protocol's datatypes as ONNX Runtime knows them. */
final class ElementType {

  private ElementType() {}

  /** Empty for a type that the protocol has no name for. */
  static Optional<Datatype> datatype(OnnxTensorType type) {
    return Optional.ofNullable(
        switch (type) {
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> Datatype.BOOL;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> Datatype.UINT8;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> Datatype.UINT16;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> Datatype.UINT32;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> Datatype.UINT64;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> Datatype.INT8;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> Datatype.INT16;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> Datatype.INT32;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> Datatype.INT64;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> Datatype.FP16;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> Datatype.FP32;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> Datatype.FP64;
          case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> Datatype.BYTES;
          default -> null;
        });
  }

  /**
   * The type to make a tensor of. ONNX Runtime's Java API makes no unsigned ones but of 8 bits: the
   * others are made signed, with the same bits, and cast.
   */
  static OnnxJavaType javaType(Datatype datatype) {
    return switch (datatype) {
      case BOOL -> OnnxJavaType.BOOL;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT8 -> OnnxJavaType.INT8;
      case UINT16, INT16 -> OnnxJavaType.INT16;
      case UINT32, INT32 -> OnnxJavaType.INT32;
      case UINT64, INT64 -> OnnxJavaType.INT64;
      case FP16 -> OnnxJavaType.FLOAT16;
      case FP32 -> OnnxJavaType.FLOAT;
      case FP64 -> OnnxJavaType.DOUBLE;
      case BYTES -> OnnxJavaType.STRING;
    };
  }
}
