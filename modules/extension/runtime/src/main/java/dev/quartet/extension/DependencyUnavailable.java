package dev.quartet.extension;

/**
 * Something that the function depends on failed or did not answer in time, and a retry may succeed.
 * Answered as 503 over HTTP, as errorType {@code DependencyUnavailable} on direct invocation, and
 * as a failed item in a batch.
 */
public final class DependencyUnavailable extends FunctionException {

  /**
   * @param dependency its name for the caller, such as {@code S3}
   * @param cause what it answered; written to the log, never to the caller
   */
  public DependencyUnavailable(String dependency, Throwable cause) {
    super(dependency + " is unavailable. Retry later.", cause);
  }
}
