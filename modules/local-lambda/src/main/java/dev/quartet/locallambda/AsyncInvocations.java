package dev.quartet.locallambda;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Events that were accepted and are run without a caller: after a function error twice more, after
 * being throttled as often as it takes. Kept in memory: they end with the program.
 */
final class AsyncInvocations {
  private static final int ATTEMPTS = 3;
  private static final double THROTTLED_FIRST_SECONDS = 1;
  private static final double THROTTLED_LONGEST_SECONDS = 300;

  private final Vertx vertx;
  private final LogSink sink;
  private final double retrySeconds;

  AsyncInvocations(Vertx vertx, LogSink sink, double retrySeconds) {
    this.vertx = vertx;
    this.sink = sink;
    this.retrySeconds = retrySeconds;
  }

  /** One accepted event. */
  record Event(
      FunctionPool pool,
      String requestId,
      Buffer payload,
      @Nullable String traceId,
      @Nullable String clientContext) {}

  void accept(Event event) {
    attempt(event, 1, THROTTLED_FIRST_SECONDS);
  }

  private void attempt(Event event, int attempt, double throttledSeconds) {
    event
        .pool()
        .invoke(
            new Invocation(
                event.requestId(),
                event.payload(),
                event.traceId(),
                event.clientContext(),
                false,
                result -> attempted(event, attempt, throttledSeconds, result)));
  }

  private void attempted(
      Event event, int attempt, double throttledSeconds, InvocationResult result) {
    switch (result) {
      case InvocationResult.Succeeded succeeded -> {}
      case InvocationResult.Throttled throttled ->
          later(
              throttledSeconds,
              () ->
                  attempt(
                      event, attempt, Math.min(2 * throttledSeconds, THROTTLED_LONGEST_SECONDS)));
      case InvocationResult.Failed(Buffer error, var tail) -> {
        if (attempt == ATTEMPTS) {
          sink.line(
              "Event "
                  + event.requestId()
                  + " for "
                  + event.pool().function().name()
                  + " failed for good after "
                  + ATTEMPTS
                  + " attempts: "
                  + error);
        } else {
          later(attempt * retrySeconds, () -> attempt(event, attempt + 1, THROTTLED_FIRST_SECONDS));
        }
      }
    }
  }

  private void later(double seconds, Runnable task) {
    vertx.setTimer(Math.max(1, Math.round(seconds * 1000)), id -> task.run());
  }
}
