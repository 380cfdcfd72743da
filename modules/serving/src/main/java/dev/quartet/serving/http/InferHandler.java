package dev.quartet.serving.http;

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
    calls.answerRead(context, body -> infer(context, RequestReader.read(body, jsonBytes)));
  }

  private Work<Answer> infer(RoutingContext context, InferRequest request) {
    return inferences.begin(
        ModelPath.name(context),
        ModelPath.version(context),
        request.inputs(),
        request.outputNames(),
        (model, version, outputs) -> AnswerWriter.write(request, model, version, outputs));
  }
}
