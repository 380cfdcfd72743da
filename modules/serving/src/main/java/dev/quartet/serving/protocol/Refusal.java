package dev.quartet.serving.protocol;

/** A request that can't be served; the caller is told why. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status as HTTP numbers it
   * @param detail what is wrong, where, and what was expected
   */
  public Refusal(int status, String detail) {
    // It is an answer: nobody reads where it was thrown.
    super(detail, null, false, false);
    this.status = status;
  }

  /** The request's JSON is at fault. */
  public static Refusal at(Place place, String problem) {
    return new Refusal(400, place + ": " + problem);
  }

  /** The request as a whole is at fault. */
  public static Refusal malformed(String detail) {
    return new Refusal(400, detail);
  }

  public int status() {
    return status;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
