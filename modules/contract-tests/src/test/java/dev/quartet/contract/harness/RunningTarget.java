package dev.quartet.contract.harness;

import org.jspecify.annotations.Nullable;

/** A target that serves, until it is closed. */
public final class RunningTarget implements AutoCloseable {

  private final ManagedProcess process;
  private final Http http;
  private final @Nullable Invocations invocations;
  private final Runnable cleanUp;

  RunningTarget(
      ManagedProcess process, Http http, @Nullable Invocations invocations, Runnable cleanUp) {
    this.process = process;
    this.http = http;
    this.invocations = invocations;
    this.cleanUp = cleanUp;
  }

  /** The process that runs it: the app, the engine's client of the container, or local-lambda. */
  public ManagedProcess process() {
    return process;
  }

  public Http http() {
    return http;
  }

  /**
   * Direct invocations of a zip's functions.
   *
   * @throws IllegalStateException when the target is no Lambda zip
   */
  public Invocations invocations() {
    if (invocations == null) {
      throw new IllegalStateException("Only a Lambda zip is invoked directly: tag it @OnlyOnZips");
    }
    return invocations;
  }

  @Override
  public void close() {
    try {
      process.close();
    } finally {
      cleanUp.run();
    }
  }
}
