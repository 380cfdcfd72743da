package dev.quartet.loadtest.arm;

import dev.quartet.loadtest.measure.ColdStart;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** An arm that serves. Closing it ends everything that its start made. */
public interface RunningArm extends AutoCloseable {
  /** Where to POST the function's input. */
  URI url(String function);

  /** Forces one cold start and measures it. The arm serves as before when this returns. */
  ColdStart coldStart() throws IOException, InterruptedException;

  /** What it takes of the machine's memory. */
  Footprint footprint() throws IOException, InterruptedException;

  /** What a reader of the figures must know, such as limits not in force; one plain line each. */
  List<String> remarks();

  @Override
  void close();
}
