package dev.quartet.serving.protocol;

import dev.quartet.inference.ServedModel;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.VectorRuns;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lets models infer, together with others that wait. */
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
  private final VectorRuns runs;

  Inferences(RequestedModels models, VectorRuns runs) {
    this.models = models;
    this.runs = runs;
  }

  /**
   * Begins an inference. Does not block on an event loop.
   *
   * @throws Refusal if there is no such model, or it is not ready
   */
  public <T> Work.Begun<T> begin(Inference asked, Answering<T> answering) {
    ServedModel model = models.of(asked.model(), asked.version());
    CompletableFuture<List<Tensor>> outputs =
        runs.infer(model, asked.inputs(), asked.requestedOutputs());
    CompletableFuture<T> answer =
        outputs.thenApply(
            given -> {
              T made = answering.answer(model.name(), model.version(), given);
              runs.read(model, asked.readNanos());
              return made;
            });
    return new Work.Begun<>(answer, () -> outputs.cancel(false));
  }
}
