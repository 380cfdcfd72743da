package dev.quartet.loadtest.bench;

import dev.quartet.loadtest.arm.Availability;
import java.io.IOException;
import java.nio.file.Path;

/** One kind of server that can be measured. */
interface BenchServer {
  /** For {@code --servers} and the tables. */
  String name();

  /** Whether it can be started here. */
  Availability availability();

  /** Whether it answers the {@link Wire} of this name. */
  boolean speaks(String wire);

  /** Whether {@link #start} starts a process, so that its start can be measured. */
  boolean startsFresh();

  /**
   * Starts one that will listen, or finds the one that runs.
   *
   * @param log takes its output
   */
  RunningServer start(Path log) throws IOException;
}
