package dev.quartet.inference;

import org.jspecify.annotations.Nullable;

/**
 * A model could not be found, loaded or run. The message names what is at fault and the remedy.
 * Thrown as it is when ONNX Runtime fails, in a run or at all.
 */
public sealed class ModelException extends RuntimeException
    permits UnknownModel, BadModel, BadTensors, RunRefused, StoreFailure {

  private static final long serialVersionUID = 1L;

  ModelException(String message) {
    this(message, null);
  }

  ModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
