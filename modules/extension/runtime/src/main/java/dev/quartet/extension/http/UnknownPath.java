package dev.quartet.extension.http;

import dev.quartet.extension.call.FunctionCalls;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The last route: nobody else answered. */
@Singleton
final class UnknownPath implements Handler<RoutingContext> {

  private final Problems problems;
  private final FunctionCalls functions;

  UnknownPath(Problems problems, FunctionCalls functions) {
    this.problems = problems;
    this.functions = functions;
  }

  @Override
  public void handle(RoutingContext context) {
    problems.answer(context, 404, "Not found", detail());
  }

  /** What there is instead. */
  String detail() {
    return "Nothing is here. The functions are called by POST at "
        + String.join(", ", functions.names().stream().map(name -> "/" + name).toList())
        + "; GET /functions describes them.";
  }
}
