package dev.quartet.serving.protocol;

import dev.quartet.inference.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of a model.
 *
 * @param model its name
 * @param version the highest that is ready if {@code null}
 * @param requestedOutputs names of outputs; empty for all
 * @param readNanos how long it took to read the request, in nanoseconds
 */
public record Inference(
    String model,
    @Nullable String version,
    List<Tensor> inputs,
    List<String> requestedOutputs,
    long readNanos) {

  public Inference {
    inputs = List.copyOf(inputs);
    requestedOutputs = List.copyOf(requestedOutputs);
  }
}
