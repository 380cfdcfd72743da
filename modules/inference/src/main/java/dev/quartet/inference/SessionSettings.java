package dev.quartet.inference;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a model is run.
 *
 * @param intraOpThreads threads that share the work of one operator, the caller's included; at
 *     least 1. One operator runs at a time.
 * @param libraries the folder of ONNX Runtime's unpacked native libraries, of which the first model
 *     that a process opens decides for all; empty for those beside a native executable, else those
 *     in ONNX Runtime's jar
 */
public record SessionSettings(int intraOpThreads, Optional<Path> libraries) {

  /**
   * @throws IllegalArgumentException if {@code intraOpThreads} is less than 1
   */
  public SessionSettings {
    if (intraOpThreads < 1) {
      throw new IllegalArgumentException(
          "intraOpThreads must be at least 1, got " + intraOpThreads);
    }
  }

  /** No folder of libraries is configured. */
  public SessionSettings(int intraOpThreads) {
    this(intraOpThreads, Optional.empty());
  }

  /** As many threads as the process has processors. */
  public static SessionSettings ofAvailableProcessors() {
    return new SessionSettings(Runtime.getRuntime().availableProcessors());
  }
}
