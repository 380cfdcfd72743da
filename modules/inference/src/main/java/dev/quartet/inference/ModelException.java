package dev.quartet.inference;

import org.jspecify.annotations.Nullable;

/** A model could not be found, loaded or run. The message names what is at fault and the remedy. */
public final class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ModelException(String message) {
    this(message, null);
  }

  ModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
