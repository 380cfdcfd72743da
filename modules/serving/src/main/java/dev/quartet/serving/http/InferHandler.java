package dev.quartet.serving.http;

import dev.quartet.inference.ServedModel;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.VectorRuns;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets a model infer: a vector on the short way, together with others that wait. */
@Singleton
final class InferHandler implements Handler<RoutingContext> {

  private final RequestedModels models;
  private final VectorRuns vectors;
  private final Calls calls;

  InferHandler(RequestedModels models, VectorRuns vectors, Calls calls) {
    this.models = models;
    this.vectors = vectors;
    this.calls = calls;
  }

  @Override
  public void handle(RoutingContext context) {
    @Nullable String jsonBytes = context.request().getHeader(Answer.JSON_LENGTH);
    calls.answerRead(context, body -> infer(context, RequestReader.read(body, jsonBytes)));
  }

  private Work infer(RoutingContext context, InferRequest request) {
    ServedModel model = models.of(context);
    Optional<VectorRequest> vector;
    try {
      vector = VectorRequest.of(request, model);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    if (vector.isEmpty()) {
      return new Work.Blocking(() -> infer(model, request));
    }
    String name = model.name();
    String version = model.version();
    return new Work.Begun(
        vectors
            .run(model, vector.get().input())
            .thenApply(
                result ->
                    AnswerWriter.write(
                        request, name, version, List.of(vector.get().output(result.output())))));
  }

  private static Answer infer(ServedModel model, InferRequest request) {
    try (model) {
      List<Tensor> outputs = model.infer(request.inputs(), request.outputNames());
      return AnswerWriter.write(request, model.name(), model.version(), outputs);
    }
  }
}
