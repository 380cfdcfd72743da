package dev.quartet.loadtest.arm;

import java.io.IOException;
import java.util.OptionalDouble;

/** One side of the comparison. A further one is declared by a file in {@code loadtest/arms}. */
public interface Arm {
  /** The name in tables and for {@code --arm}. */
  String name();

  /** Looks for what the arm needs, and makes ready what can be made before a start. */
  Availability prepare() throws InterruptedException;

  /**
   * Starts the arm and returns when it has answered correctly once.
   *
   * @throws IOException when it doesn't start; the message says why and where its output is
   */
  RunningArm start() throws IOException, InterruptedException;

  /** What is deployed, in MB of 1,048,576 bytes; empty when nobody knows. */
  OptionalDouble artifactMegabytes() throws IOException, InterruptedException;

  /** What was measured as artifact and as cold start, in one sentence for the report. */
  String description();

  /** Whether it has the function; by default it has every one. */
  default boolean serves(String function) {
    return true;
  }

  /** What it stands for on AWS; by default nothing that AWS bills. */
  default Deployment deployment() {
    return Deployment.none();
  }
}
