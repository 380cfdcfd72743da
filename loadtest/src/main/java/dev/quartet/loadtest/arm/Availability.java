package dev.quartet.loadtest.arm;

import java.nio.file.Path;

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

  /**
   * An artifact is not there.
   *
   * @param artifact relative to the repository
   * @param profile the Maven profile that builds it
   */
  static Availability notBuilt(Path artifact, String profile) {
    return missing(
        artifact
            + " is missing; build it with ./mvnw package -P"
            + profile
            + (profile.endsWith("native")
                ? ", which needs native-image of GraalVM CE or Mandrel 25"
                : ""));
  }

  static Availability ready() {
    return new Ready();
  }

  static Availability missing(String reason) {
    return new Missing(reason);
  }
}
