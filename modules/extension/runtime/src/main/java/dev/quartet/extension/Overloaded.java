package dev.quartet.extension;

/**
 * The function has too much to do at present, and a retry may succeed. Answered as 503 over HTTP,
 * as errorType {@code Overloaded} on direct invocation, and as a failed item in a batch. Nothing is
 * logged: there are many of them when there is one.
 */
public final class Overloaded extends FunctionException {

  /**
   * @param detail what there is too much of, for the caller
   */
  public Overloaded(String detail) {
    super(detail, null);
  }
}
