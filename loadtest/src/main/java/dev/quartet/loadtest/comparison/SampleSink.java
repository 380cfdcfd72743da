package dev.quartet.loadtest.comparison;

import dev.quartet.loadtest.load.Samples;
import java.io.IOException;

/** Takes the raw samples of each counted run as soon as it ends. */
@FunctionalInterface
public interface SampleSink {
  void write(int block, String arm, String function, Samples samples) throws IOException;
}
