package dev.quartet.serving.protocol;

import dev.quartet.extension.http.Admission;
import dev.quartet.extension.http.RunningCall;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Does the work of requests that were admitted, on the event loop or on workers. What fails is
 * answered.
 */
@Singleton
public final class Workers {

  /** Reading this much takes well under a millisecond, for which other requests may wait. */
  private static final int MAX_BYTES_ON_EVENT_LOOP = 64 * 1024;

  private final Admission admission;
  private final Refusals refusals;
  private final Vertx vertx;

  Workers(Admission admission, Refusals refusals, Vertx vertx) {
    this.admission = admission;
    this.refusals = refusals;
    this.vertx = vertx;
  }

  /** Whether a body is small enough to be read on the event loop. */
  public boolean isSmall(byte[] body) {
    return body.length <= MAX_BYTES_ON_EVENT_LOOP;
  }

  /**
   * Reads a request on the event loop, which this is.
   *
   * @param running given up with the request
   * @param reader may not block
   * @param send takes what came of it, with the request's admission, on the request's own thread
   */
  public <T> void readOnEventLoop(
      RoutingContext context, RunningCall running, Supplier<Work<T>> reader, Consumer<T> send) {
    Work<T> work;
    try {
      work = reader.get();
    } catch (RuntimeException | Error e) {
      giveUp(context, e);
      return;
    }
    switch (work) {
      case Work.Begun<T> begun -> sendOnceThere(context, running, begun, send);
      case Work.Blocking<T> blocking ->
          vertx
              .getOrCreateContext()
              .executeBlocking(blocking.answer(), false)
              .onSuccess(send::accept)
              .onFailure(failure -> giveUp(context, failure));
    }
  }

  /**
   * Reads a request on a worker.
   *
   * @param running given up with the request
   * @param reader may block
   * @param send takes what came of it, with the request's admission, on the request's own thread
   */
  public <T> void readOnWorker(
      RoutingContext context, RunningCall running, Callable<Work<T>> reader, Consumer<T> send) {
    vertx
        .getOrCreateContext()
        .executeBlocking(() -> begun(reader.call()), false)
        .onSuccess(begun -> sendOnceThere(context, running, begun, send))
        .onFailure(failure -> giveUp(context, failure));
  }

  private static <T> Work.Begun<T> begun(Work<T> work) throws Exception {
    return switch (work) {
      case Work.Begun<T> begun -> begun;
      case Work.Blocking<T> blocking ->
          new Work.Begun<>(CompletableFuture.completedFuture(blocking.answer().call()), () -> {});
    };
  }

  /**
   * Works on a worker, and lets go of the request's admission when that is done.
   *
   * @param work may block
   * @param send takes what came of it, on the request's own thread
   */
  public <T> void onWorker(RoutingContext context, Callable<T> work, Consumer<T> send) {
    vertx
        .getOrCreateContext()
        .executeBlocking(
            () -> {
              try {
                return work.call();
              } finally {
                admission.leave();
              }
            },
            false)
        .onSuccess(send::accept)
        .onFailure(failure -> refuse(context, failure));
  }

  private <T> void sendOnceThere(
      RoutingContext context, RunningCall running, Work.Begun<T> begun, Consumer<T> send) {
    running.begun(begun.cancel());
    // A run ends for several requests at once: each goes on as itself.
    ContextInternal own = (ContextInternal) vertx.getOrCreateContext();
    begun
        .answer()
        .whenComplete(
            (answer, failure) ->
                own.emit(
                    _ -> {
                      if (failure == null) {
                        send.accept(answer);
                      } else {
                        giveUp(context, failure);
                      }
                    }));
  }

  private void giveUp(RoutingContext context, Throwable failure) {
    admission.leave();
    refuse(context, failure);
  }

  private void refuse(RoutingContext context, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    // What is cancelled is over: nobody is there to be told.
    if (!(cause instanceof CancellationException)) {
      refusals.answer(context, cause);
    }
  }
}
