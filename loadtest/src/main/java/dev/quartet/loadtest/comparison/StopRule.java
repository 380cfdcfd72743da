package dev.quartet.loadtest.comparison;

import java.io.IOException;
import java.util.Optional;

/** Whether the blocks so far are enough. */
@FunctionalInterface
public interface StopRule {
  /**
   * Asked after each block.
   *
   * @return why the run may end, in words; empty when it goes on
   */
  Optional<String> reached() throws IOException;
}
