package dev.quartet.serving.http;

import dev.quartet.inference.ServedModel;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Lets a model infer. */
@Singleton
final class InferHandler implements Handler<RoutingContext> {

  private final RequestedModels models;
  private final Calls calls;

  InferHandler(RequestedModels models, Calls calls) {
    this.models = models;
    this.calls = calls;
  }

  @Override
  public void handle(RoutingContext context) {
    @Nullable String jsonBytes = context.request().getHeader(Answer.JSON_LENGTH);
    calls.answerBody(context, body -> infer(context, body, jsonBytes));
  }

  private Answer infer(RoutingContext context, byte[] body, @Nullable String jsonBytes) {
    try (ServedModel model = models.of(context)) {
      InferRequest request = RequestReader.read(body, jsonBytes);
      return AnswerWriter.write(
          request,
          model.name(),
          model.version(),
          model.infer(request.inputs(), request.outputNames()));
    }
  }
}
