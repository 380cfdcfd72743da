package dev.quartet.serving.protocol;

import dev.quartet.inference.ServedModel;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.VectorRuns;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets models infer: a vector on the short way, together with others that wait. */
@Singleton
public final class Inferences {

  /**
   * Makes an answer of what a model gave.
   *
   * @param <T> the answer
   */
  @FunctionalInterface
  public interface Answering<T> {
    T answer(String model, String version, List<Tensor> outputs);
  }

  private final RequestedModels models;
  private final VectorRuns vectors;

  Inferences(RequestedModels models, VectorRuns vectors) {
    this.models = models;
    this.vectors = vectors;
  }

  /**
   * Begins an inference, or says how it is done. Does not block.
   *
   * @param version the highest that is ready if {@code null}
   * @param requestedOutputs names of outputs; empty for all
   * @throws Refusal if there is no such model, or it is not ready
   */
  public <T> Work<T> begin(
      String name,
      @Nullable String version,
      List<Tensor> inputs,
      List<String> requestedOutputs,
      Answering<T> answering) {
    ServedModel model = models.of(name, version);
    Optional<VectorRequest> vector;
    try {
      vector = VectorRequest.of(inputs, requestedOutputs, model);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    if (vector.isEmpty()) {
      return new Work.Blocking<>(() -> infer(model, inputs, requestedOutputs, answering));
    }
    // Asked before the run lets go of the model.
    String modelName = model.name();
    String modelVersion = model.version();
    return new Work.Begun<>(
        vectors
            .run(model, vector.get().input())
            .thenApply(
                result ->
                    answering.answer(
                        modelName, modelVersion, List.of(vector.get().output(result.output())))));
  }

  private static <T> T infer(
      ServedModel model,
      List<Tensor> inputs,
      List<String> requestedOutputs,
      Answering<T> answering) {
    try (model) {
      return answering.answer(model.name(), model.version(), model.infer(inputs, requestedOutputs));
    }
  }
}
