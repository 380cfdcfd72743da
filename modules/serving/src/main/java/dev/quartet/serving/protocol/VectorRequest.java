package dev.quartet.serving.protocol;

import dev.quartet.inference.Datatype;
import dev.quartet.inference.ServedModel;
import dev.quartet.inference.Tensor;
import dev.quartet.inference.TensorType;
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
  static Optional<VectorRequest> of(
      List<Tensor> inputs, List<String> requestedOutputs, ServedModel model) {
    if (!model.takesVectors() || inputs.size() != 1) {
      return Optional.empty();
    }
    Tensor tensor = inputs.getFirst();
    String output = model.outputs().getFirst().name();
    return isInput(tensor, model.inputs().getFirst())
            && isAskedAlone(output, requestedOutputs, model)
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

  private static boolean isAskedAlone(
      String output, List<String> requestedOutputs, ServedModel model) {
    return requestedOutputs.isEmpty()
        ? model.outputs().size() == 1
        : requestedOutputs.equals(List.of(output));
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
