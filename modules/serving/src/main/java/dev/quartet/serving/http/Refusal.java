package dev.quartet.serving.http;

/** A request that can't be served; the caller is told why. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param detail what is wrong, where, and what was expected
   */
  Refusal(int status, String detail) {
    // It is an answer: nobody reads where it was thrown.
    super(detail, null, false, false);
    this.status = status;
  }

  /** The request's JSON is at fault. */
  static Refusal at(Place place, String problem) {
    return new Refusal(400, place + ": " + problem);
  }

  /** The request as a whole is at fault. */
  static Refusal malformed(String detail) {
    return new Refusal(400, detail);
  }

  int status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
