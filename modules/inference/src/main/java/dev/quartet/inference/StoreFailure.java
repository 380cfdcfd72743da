package dev.quartet.inference;

import org.jspecify.annotations.Nullable;

/**
 * A store could not be asked for its models, or for a file that it should have. The models may be
 * all right: asking again later may help.
 */
public final class StoreFailure extends ModelException {

  private static final long serialVersionUID = 1L;

  StoreFailure(String message) {
    super(message);
  }

  StoreFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
