package dev.quartet.loadtest.arm;

import java.io.IOException;

/** One side of the comparison. A further arm is one more class and its line in {@link Arms}. */
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

  /** What is deployed, in MB of 1,048,576 bytes. */
  double artifactMegabytes() throws IOException, InterruptedException;

  /** What was measured as artifact and as cold start, in one sentence for the report. */
  String description();
}
