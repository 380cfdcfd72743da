package dev.quartet.locallambda;

/** Something the user can put right keeps local-lambda from starting; the message says what. */
final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }
}
