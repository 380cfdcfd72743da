package dev.quartet.serving.http;

import dev.quartet.inference.Datatype;
import dev.quartet.inference.ServedModel;
import dev.quartet.inference.Tensor;
import dev.quartet.inference.TensorType;
import dev.quartet.serving.http.InferRequest.RequestedOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A request that is one vector for a model of vectors. What is wrong with any other request, the
 * model tells.
 */
final class VectorRequest {

  private final Tensor tensor;
  private final String output;

  private VectorRequest(Tensor tensor, String output) {
    this.tensor = tensor;
    this.output = output;
  }

  /** Empty if the request has to go the long way. */
  static Optional<VectorRequest> of(InferRequest request, ServedModel model) {
    if (!model.takesVectors() || request.inputs().size() != 1) {
      return Optional.empty();
    }
    Tensor tensor = request.inputs().getFirst();
    String output = model.outputs().getFirst().name();
    return isInput(tensor, model.inputs().getFirst()) && isAskedAlone(output, request, model)
        ? Optional.of(new VectorRequest(tensor, output))
        : Optional.empty();
  }

  private static boolean isInput(Tensor tensor, TensorType type) {
    long[] shape = tensor.shape();
    return tensor.datatype() == Datatype.FP32
        && shape.length == 2
        && shape[0] == 1
        && shape[1] == type.shape().get(1)
        && tensor.name().equals(type.name());
  }

  private static boolean isAskedAlone(String output, InferRequest request, ServedModel model) {
    List<RequestedOutput> asked = request.outputs();
    return asked.isEmpty()
        ? model.outputs().size() == 1
        : asked.size() == 1 && asked.getFirst().name().equals(output);
  }

  float[] input() {
    float[] input = new float[tensor.elements()];
    tensor.content().asFloatBuffer().get(input);
    return input;
  }

  Tensor output(float[] vector) {
    ByteBuffer content =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    content.asFloatBuffer().put(vector);
    return new Tensor(output, Datatype.FP32, new long[] {1, vector.length}, content);
  }
}
