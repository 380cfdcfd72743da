package dev.quartet.loadtest.arm;

import dev.quartet.loadtest.measure.ColdStart;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.OptionalDouble;

/** An arm that serves. Closing it ends everything that its start made. */
public interface RunningArm extends AutoCloseable {
  /** Where to POST the function's input. */
  URI url(String function);

  /** Forces one cold start and measures it. The arm serves as before when this returns. */
  ColdStart coldStart() throws IOException, InterruptedException;

  /**
   * The most memory that was resident so far, in MB of 1,048,576 bytes; empty when the machine
   * doesn't tell.
   */
  OptionalDouble peakMegabytes() throws IOException, InterruptedException;

  /**
   * What a reader of the figures must know, such as limits that are not in force; one plain line
   * each.
   */
  List<String> remarks();

  @Override
  void close();
}
