package dev.quartet.serving.http;

import dev.quartet.serving.protocol.Inference;
import dev.quartet.serving.protocol.Inferences;
import dev.quartet.serving.protocol.Work;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Lets a model infer. */
@Singleton
final class InferHandler implements Handler<RoutingContext> {

  private final Inferences inferences;
  private final Calls calls;

  InferHandler(Inferences inferences, Calls calls) {
    this.inferences = inferences;
    this.calls = calls;
  }

  @Override
  public void handle(RoutingContext context) {
    @Nullable String jsonBytes = context.request().getHeader(Answer.JSON_LENGTH);
    calls.answerRead(context, body -> infer(context, body, jsonBytes));
  }

  private Work<Answer> infer(RoutingContext context, byte[] body, @Nullable String jsonBytes) {
    long startNanos = System.nanoTime();
    InferRequest request = RequestReader.read(body, jsonBytes);
    Inference asked =
        new Inference(
            ModelPath.name(context),
            ModelPath.version(context),
            request.inputs(),
            request.outputNames(),
            System.nanoTime() - startNanos);
    return inferences.begin(
        asked, (model, version, outputs) -> AnswerWriter.write(request, model, version, outputs));
  }
}
