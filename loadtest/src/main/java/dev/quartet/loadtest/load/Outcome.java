package dev.quartet.loadtest.load;

/** How one scheduled request ended. */
public enum Outcome {
  /** Answered with the right status and body inside the deadline. */
  RIGHT("right"),
  /** Answered with another status than the right one. */
  WRONG_STATUS("wrong status"),
  /** Answered with the right status and a body that fails the scenario's check. */
  WRONG_BODY("wrong body"),
  /** Not answered inside the deadline, which counts from the intended start. */
  TIMED_OUT("timed out"),
  /** The connection failed or broke. */
  NO_CONNECTION("connection failed"),
  /** Not sent: as many requests were in flight as the cap allows. */
  NOT_SENT("over the cap in flight");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
