package dev.quartet.serving.protocol;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * What there is to do for a request that was read.
 *
 * @param <T> what comes of it
 */
public sealed interface Work<T> {

  /** It needs no thread to wait. */
  record Begun<T>(CompletionStage<T> answer) implements Work<T> {}

  /** It may block. It has to be called, as it may hold something. */
  record Blocking<T>(Callable<T> answer) implements Work<T> {}

  /** Waits for what comes of it; may block. */
  default T finish() throws Exception {
    return switch (this) {
      case Blocking<T> blocking -> blocking.answer().call();
      case Begun<T> begun -> begun.answer().toCompletableFuture().join();
    };
  }
}
