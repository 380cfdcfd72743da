package dev.quartet.serving.grpc;

import dev.quartet.inference.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for inference.
 *
 * @param model the name of the model
 * @param version {@code null} for the highest
 * @param id what the answer repeats; empty for nothing
 * @param outputs those that are asked for; empty for all
 * @param raw whether the inputs came as bytes, as the answer's outputs do then
 */
record InferRequest(
    String model,
    @Nullable String version,
    String id,
    List<Tensor> inputs,
    List<String> outputs,
    boolean raw) {

  InferRequest {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
