package dev.quartet.extension.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds how many requests are worked on at once, and how long each may take. */
@Singleton
public final class Admission {

  private final Problems problems;
  private final HttpConfig config;
  private final Vertx vertx;
  private final AtomicInteger running = new AtomicInteger();

  Admission(Problems problems, HttpConfig config, Vertx vertx) {
    this.problems = problems;
    this.config = config;
    this.vertx = vertx;
  }

  /** From now on the request has {@code quartet.http.timeout-millis}, then it is answered 503. */
  public void startTimer(RoutingContext context) {
    long timer =
        vertx.setTimer(
            config.timeoutMillis(),
            _ ->
                problems.answer(
                    context,
                    503,
                    "Timed out",
                    "There was no answer within %d ms (quartet.http.timeout-millis)."
                        .formatted(config.timeoutMillis())));
    context.addEndHandler(_ -> vertx.cancelTimer(timer));
  }

  /**
   * Lets a request in, or answers it with 503 when there are {@code
   * quartet.http.max-concurrent-requests} already. Who is let in must {@link #leave()}.
   */
  public boolean enter(RoutingContext context) {
    if (running.incrementAndGet() > config.maxConcurrentRequests()) {
      running.decrementAndGet();
      problems.answer(
          context, 503, "Overloaded", "Too many requests are in progress. Retry later.");
      return false;
    }
    return true;
  }

  public void leave() {
    running.decrementAndGet();
  }
}
