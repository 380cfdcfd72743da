package dev.quartet.extension.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Answers what failed outside a function and outside a REST resource. */
@Singleton
final class Failures implements Handler<RoutingContext> {

  private static final Logger LOG = Logger.getLogger(Failures.class);

  private final Problems problems;

  Failures(Problems problems) {
    this.problems = problems;
  }

  @Override
  public void handle(RoutingContext context) {
    int status = context.statusCode() < 400 ? 500 : context.statusCode();
    if (status >= 500) {
      LOG.errorf(context.failure(), "%s failed", context.request().path());
    }
    problems.answer(
        context,
        status,
        HttpResponseStatus.valueOf(status).reasonPhrase(),
        status >= 500
            ? "The request failed. Its log tells why."
            : "The request can't be understood: look at its path and its headers.");
  }
}
