package dev.quartet.loadtest.record;

import dev.quartet.loadtest.load.Samples;
import java.io.IOException;

/** Keeps what a run finds as soon as it is found, so that a run cut off has lost nothing. */
public interface RunRecorder {
  /** Keeps one event. */
  void keep(RunEvent event) throws IOException;

  /**
   * Keeps the raw samples of one counted run.
   *
   * @return the name under which {@link RunEvent.Loaded} finds them
   */
  String keep(int block, String arm, String function, Samples samples) throws IOException;
}
