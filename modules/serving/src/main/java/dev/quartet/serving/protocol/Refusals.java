package dev.quartet.serving.protocol;

import dev.quartet.extension.http.Problems;
import dev.quartet.inference.BadModel;
import dev.quartet.inference.BadTensors;
import dev.quartet.inference.RunRefused;
import dev.quartet.inference.StoreFailure;
import dev.quartet.inference.UnknownModel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** The one place where a failure becomes an error of the protocol. */
@Singleton
public final class Refusals {

  private static final Logger LOG = Logger.getLogger(Refusals.class);

  private final Problems problems;

  Refusals(Problems problems) {
    this.problems = problems;
  }

  public void answer(RoutingContext context, Throwable failure) {
    switch (failure) {
      case Refusal refusal -> answer(context, refusal.status(), refusal.detail());
      case BadTensors bad -> answer(context, 400, String.valueOf(bad.getMessage()));
      case BadModel bad -> answer(context, 400, String.valueOf(bad.getMessage()));
      case RunRefused refused -> answer(context, 503, String.valueOf(refused.getMessage()));
      case StoreFailure failed -> answer(context, 503, String.valueOf(failed.getMessage()));
      case UnknownModel unknown -> answer(context, 404, String.valueOf(unknown.getMessage()));
      default -> {
        LOG.errorf(failure, "%s failed", context.normalizedPath());
        answer(context, 500, "The request failed. Its log tells why.");
      }
    }
  }

  private void answer(RoutingContext context, int status, String detail) {
    problems.answer(context, status, HttpResponseStatus.valueOf(status).reasonPhrase(), detail);
  }
}
