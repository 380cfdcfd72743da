package dev.quartet.serving.protocol;

import dev.quartet.extension.http.Admission;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
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
   * @param reader may not block
   * @param blocking takes work that may block, with the request's admission
   * @param begun takes what came of other work, with the request's admission
   */
  public <T> void onEventLoop(
      RoutingContext context,
      Supplier<Work<T>> reader,
      Consumer<Callable<T>> blocking,
      Consumer<T> begun) {
    Work<T> work;
    try {
      work = reader.get();
    } catch (RuntimeException | Error e) {
      admission.leave();
      refusals.answer(context, e);
      return;
    }
    switch (work) {
      case Work.Blocking<T> waiting -> blocking.accept(waiting.answer());
      case Work.Begun<T> running -> {
        // A run ends for several requests at once: each goes on as itself.
        ContextInternal own = (ContextInternal) vertx.getOrCreateContext();
        running
            .answer()
            .whenComplete(
                (answer, failure) ->
                    own.emit(
                        _ -> {
                          if (failure == null) {
                            begun.accept(answer);
                          } else {
                            admission.leave();
                            refuse(context, failure);
                          }
                        }));
      }
    }
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

  private void refuse(RoutingContext context, Throwable failure) {
    refusals.answer(
        context,
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure);
  }
}
