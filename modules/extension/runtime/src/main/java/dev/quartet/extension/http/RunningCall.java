package dev.quartet.extension.http;

import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is done for one request, and is given up when the request ends before it: by its time limit,
 * or because its caller is gone. Safe for use by several threads at once.
 */
public final class RunningCall {

  private static final Cancellable NOTHING = () -> {};

  /** Null until it has begun. */
  private final AtomicReference<@Nullable Cancellable> call = new AtomicReference<>();

  private RunningCall() {}

  /** A call that is to begin. To be asked for on the request's event loop. */
  public static RunningCall of(RoutingContext context) {
    RunningCall call = new RunningCall();
    context.addEndHandler(_ -> call.end());
    return call;
  }

  /** Whether there is nobody left who waits for it. */
  public boolean isOver() {
    return call.get() == NOTHING;
  }

  /** It has begun, and may have ended. */
  public void begun(Cancellable begun) {
    if (!call.compareAndSet(null, begun)) {
      begun.cancel();
    }
  }

  private void end() {
    Cancellable begun = call.getAndSet(NOTHING);
    if (begun != null) {
      begun.cancel();
    }
  }
}
