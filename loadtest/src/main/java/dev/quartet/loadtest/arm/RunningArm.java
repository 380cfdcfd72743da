package dev.quartet.loadtest.arm;

import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.measure.ColdStart;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** An arm that serves. Closing it ends everything that its start made. */
public interface RunningArm extends AutoCloseable {
  /** Where to POST the function's input. */
  URI url(String function);

  /**
   * Makes calls into what the arm takes, shortly before they are sent; by default they are right as
   * they are.
   */
  default List<Call> made(String function, List<Call> calls) {
    return calls;
  }

  /**
   * Forces one cold start and measures it. The arm serves as before when this returns.
   *
   * @return empty for an arm that can't be started anew
   */
  Optional<ColdStart> coldStart() throws IOException, InterruptedException;

  /** What it takes of the machine's memory. */
  Footprint footprint() throws IOException, InterruptedException;

  /** What it has used since it started; by default nothing is known. */
  default Usage usage() throws IOException, InterruptedException {
    return Usage.unknown();
  }

  /** Whether it can still answer; by default nobody knows otherwise. */
  default boolean isAlive() {
    return true;
  }

  /** What a reader of the figures must know, such as limits not in force; one plain line each. */
  List<String> remarks();

  /** The same of what is known at the end alone; by default nothing. */
  default List<String> lastRemarks() throws IOException, InterruptedException {
    return List.of();
  }

  @Override
  void close();
}
