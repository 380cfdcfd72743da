package dev.quartet.serving.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.quartet.inference.Datatype;
import dev.quartet.serving.grpc.protocol.InferTensorContents;
import dev.quartet.serving.grpc.protocol.ModelInferRequest;
import dev.quartet.serving.grpc.protocol.ModelInferRequest.InferInputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Requests as clients make them. */
final class Requests {

  private Requests() {}

  static ModelInferRequest.Builder toModel(InferInputTensor.Builder... inputs) {
    ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName("some");
    for (InferInputTensor.Builder input : inputs) {
      request.addInputs(input);
    }
    return request;
  }

  static InferInputTensor.Builder input(String name, Datatype datatype, long... shape) {
    InferInputTensor.Builder input =
        InferInputTensor.newBuilder().setName(name).setDatatype(datatype.name());
    for (long dimension : shape) {
      input.addShape(dimension);
    }
    return input;
  }

  static ModelInferRequest.Builder good() {
    return toModel(
        input("x", Datatype.FP32, 2)
            .setContents(InferTensorContents.newBuilder().addFp32Contents(1).addFp32Contents(2)));
  }

  static ByteString littleEndian(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  /** As it comes in a body, behind other bytes. */
  static Part part(MessageLite message) {
    byte[] bytes = message.toByteArray();
    byte[] body = new byte[bytes.length + 7];
    System.arraycopy(bytes, 0, body, 5, bytes.length);
    return new Part(body, 5, bytes.length);
  }
}
