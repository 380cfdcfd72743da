package dev.quartet.loadtest.load;

import io.vertx.core.buffer.Buffer;

/**
 * One request to send, made before the run, and what its answer must be.
 *
 * @param status the status of a right answer
 */
public record Call(Buffer body, int status, BodyCheck check) {
  private static final int OK = 200;

  /** A call whose right answer has status 200. */
  public Call(Buffer body, BodyCheck check) {
    this(body, OK, check);
  }
}
