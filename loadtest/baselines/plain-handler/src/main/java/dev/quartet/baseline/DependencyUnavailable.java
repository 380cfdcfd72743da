package dev.quartet.baseline;

/** A store did not do what it was asked. */
final class DependencyUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param store its name for the caller
   */
  DependencyUnavailable(String store, Throwable cause) {
    super(store + " is unavailable.", cause);
  }
}
