package dev.quartet.serving.http;

import dev.quartet.inference.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for inference.
 *
 * @param id what the answer repeats, if anything
 * @param outputs those that are asked for; empty for all
 * @param binaryByDefault whether an output of which the request says nothing comes as binary data
 */
record InferRequest(
    @Nullable String id,
    List<Tensor> inputs,
    List<RequestedOutput> outputs,
    boolean binaryByDefault) {

  InferRequest {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  List<String> outputNames() {
    return outputs.stream().map(RequestedOutput::name).toList();
  }

  boolean isBinary(String output) {
    for (RequestedOutput requested : outputs) {
      if (requested.name().equals(output) && requested.binary() != null) {
        return requested.binary();
      }
    }
    return binaryByDefault;
  }

  /**
   * An output that is asked for.
   *
   * @param binary whether it comes as binary data; {@code null} if the request leaves it open
   */
  record RequestedOutput(String name, @Nullable Boolean binary) {}
}
