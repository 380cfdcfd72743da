package dev.quartet.loadtest.arm;

/** Whether an arm can run on this machine. */
public sealed interface Availability {
  /** It can. */
  record Ready() implements Availability {}

  /**
   * It can't.
   *
   * @param reason one plain line: what is missing and how to get it
   */
  record Missing(String reason) implements Availability {}

  static Availability ready() {
    return new Ready();
  }

  static Availability missing(String reason) {
    return new Missing(reason);
  }
}
