package dev.quartet.serving.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.quartet.inference.Datatype;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.grpc.protocol.InferTensorContents;
import dev.quartet.serving.grpc.protocol.ModelInferResponse;
import dev.quartet.serving.grpc.protocol.ModelInferResponse.InferOutputTensor;
import dev.quartet.serving.protocol.AnswerSize;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes the answer to a request for inference: outputs in the form that its inputs came in, or as
 * bytes where one of them has no other form.
 */
final class InferWriter {

  /** What each element may take beside its own bytes: the length of a text, a long number. */
  private static final long MOST_BYTES_BESIDE_ELEMENT = 10;

  /** Far more than the rest of an answer takes. */
  private static final long OTHER_BYTES = 1024 * 1024;

  private InferWriter() {}

  /**
   * @param model the name of the model that ran
   * @param version its version
   * @throws dev.quartet.serving.protocol.Refusal if the outputs are more than one answer holds
   */
  static ModelInferResponse write(
      InferRequest request, String model, String version, List<Tensor> outputs) {
    boolean raw =
        request.raw() || outputs.stream().anyMatch(output -> output.datatype() == Datatype.FP16);
    requireRoom(outputs, raw);
    ModelInferResponse.Builder response =
        ModelInferResponse.newBuilder()
            .setModelName(model)
            .setModelVersion(version)
            .setId(request.id());
    for (Tensor output : outputs) {
      InferOutputTensor.Builder tensor =
          response.addOutputsBuilder().setName(output.name()).setDatatype(output.datatype().name());
      for (long dimension : output.shape()) {
        tensor.addShape(dimension);
      }
      if (raw) {
        response.addRawOutputContents(UnsafeByteOperations.unsafeWrap(output.content()));
      } else {
        tensor.setContents(typed(output));
      }
    }
    return response.build();
  }

  private static void requireRoom(List<Tensor> outputs, boolean raw) {
    long beside = OTHER_BYTES;
    if (!raw) {
      for (Tensor output : outputs) {
        beside += MOST_BYTES_BESIDE_ELEMENT * output.elements();
      }
    }
    AnswerSize.bytes(beside, outputs);
  }

  private static InferTensorContents typed(Tensor output) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    ByteBuffer rest = output.content();
    while (rest.hasRemaining()) {
      switch (output.datatype()) {
        case BOOL -> contents.addBoolContents(rest.get() != 0);
        case INT8 -> contents.addIntContents(rest.get());
        case INT16 -> contents.addIntContents(rest.getShort());
        case INT32 -> contents.addIntContents(rest.getInt());
        case INT64 -> contents.addInt64Contents(rest.getLong());
        case UINT8 -> contents.addUintContents(Byte.toUnsignedInt(rest.get()));
        case UINT16 -> contents.addUintContents(Short.toUnsignedInt(rest.getShort()));
        case UINT32 -> contents.addUintContents(rest.getInt());
        case UINT64 -> contents.addUint64Contents(rest.getLong());
        case FP32 -> contents.addFp32Contents(rest.getFloat());
        case FP64 -> contents.addFp64Contents(rest.getDouble());
        case BYTES -> {
          int length = rest.getInt();
          contents.addBytesContents(ByteString.copyFrom(rest, length));
        }
        case FP16 -> throw new IllegalStateException("FP16 goes as bytes");
      }
    }
    return contents.build();
  }
}
