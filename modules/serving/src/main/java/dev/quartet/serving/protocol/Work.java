package dev.quartet.serving.protocol;

import io.smallrye.mutiny.subscription.Cancellable;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * What there is to do for a request that was read.
 *
 * @param <T> what comes of it
 */
public sealed interface Work<T> {

  /**
   * It needs no thread to wait.
   *
   * @param cancel gives it up, when nobody waits for it
   */
  record Begun<T>(CompletableFuture<T> answer, Cancellable cancel) implements Work<T> {}

  /** It may block. */
  record Blocking<T>(Callable<T> answer) implements Work<T> {}
}
