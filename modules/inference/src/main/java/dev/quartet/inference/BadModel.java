package dev.quartet.inference;

import org.jspecify.annotations.Nullable;

/** A file is there that ONNX Runtime can't load, or a model of a form that is not served. */
public final class BadModel extends ModelException {

  private static final long serialVersionUID = 1L;

  BadModel(String message) {
    super(message);
  }

  BadModel(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
