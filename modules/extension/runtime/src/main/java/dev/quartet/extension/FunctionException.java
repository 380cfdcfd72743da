package dev.quartet.extension;

import org.jspecify.annotations.Nullable;

/**
 * An error that a caller may read. Every target answers it in its own form: a problem document over
 * HTTP, a typed error on direct invocation, a failed item in a batch. Carries no stack trace,
 * because none is ever shown; the cause is for the log alone.
 */
public abstract sealed class FunctionException extends RuntimeException
    permits BadInput, DependencyUnavailable, Overloaded {

  FunctionException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }

  /** What happened, in words for the caller. */
  public final String detail() {
    return String.valueOf(getMessage());
  }
}
