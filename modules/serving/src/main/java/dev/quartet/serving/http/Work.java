package dev.quartet.serving.http;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/** What there is to do for a request that was read. */
sealed interface Work {

  /** It needs no thread to wait. */
  record Begun(CompletionStage<Answer> answer) implements Work {}

  /** It may block. It has to be called, as it may hold something. */
  record Blocking(Callable<Answer> answer) implements Work {}
}
