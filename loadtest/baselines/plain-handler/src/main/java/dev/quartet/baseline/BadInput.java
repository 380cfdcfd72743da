package dev.quartet.baseline;

/** The input is wrong; its simple name is part of what direct callers see as error type. */
final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * @param status what HTTP callers get: 400 for what JSON or a type forbids, 422 for a broken rule
   * @param detail what was expected, for the caller
   */
  BadInput(int status, String detail) {
    super(detail);
    this.status = status;
  }

  int status() {
    return status;
  }
}
