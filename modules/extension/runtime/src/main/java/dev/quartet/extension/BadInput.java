package dev.quartet.extension;

/**
 * The input has the right types and breaks a rule that only the function knows. Answered as 422
 * over HTTP and as errorType {@code BadInput} on direct invocation.
 */
public final class BadInput extends FunctionException {

  private final String pointer;

  /**
   * @param pointer the field at fault, as a JSON Pointer (RFC 6901) into the input, such as {@code
   *     /data/3}; empty for the whole input
   * @param expected what was expected and what came instead, such as {@code expected 512 numbers,
   *     got 3}
   */
  public BadInput(String pointer, String expected) {
    super((pointer.isEmpty() ? "The input" : pointer) + ": " + expected, null);
    this.pointer = pointer;
  }

  /** The field at fault, as a JSON Pointer; empty for the whole input. */
  public String pointer() {
    return pointer;
  }
}
