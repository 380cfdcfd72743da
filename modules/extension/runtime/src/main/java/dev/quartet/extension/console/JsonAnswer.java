package dev.quartet.extension.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;

/** Answers requests with JSON that takes its time. */
final class JsonAnswer {

  /** Makes the answer on a worker, because making it may block. */
  static void of(Vertx vertx, RoutingContext context, Callable<? extends JsonNode> answer) {
    vertx
        .getOrCreateContext()
        .executeBlocking(answer::call, false)
        .onSuccess(
            json ->
                context
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(Buffer.buffer(json.toString())))
        .onFailure(context::fail);
  }

  private JsonAnswer() {}
}
