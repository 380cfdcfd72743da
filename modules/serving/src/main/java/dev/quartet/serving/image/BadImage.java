package dev.quartet.serving.image;

import org.jspecify.annotations.Nullable;

/** An image that can't be read, or is not taken. The message is for whoever sent it. */
public final class BadImage extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param problem what is wrong and what to send instead
   */
  BadImage(String problem) {
    this(problem, null);
  }

  BadImage(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
