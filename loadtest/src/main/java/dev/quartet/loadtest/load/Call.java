package dev.quartet.loadtest.load;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * One request to send, made before the run, and what its answer must be.
 *
 * @param headers beside those of every request
 * @param status the status of a right answer
 */
public record Call(Buffer body, Map<String, String> headers, int status, BodyCheck check) {
  private static final int OK = 200;

  public Call {
    headers = Map.copyOf(headers);
  }

  /** A call without headers of its own. */
  public Call(Buffer body, int status, BodyCheck check) {
    this(body, Map.of(), status, check);
  }

  /** A call whose right answer has status 200. */
  public Call(Buffer body, BodyCheck check) {
    this(body, OK, check);
  }

  /** The same call with these headers. */
  public Call with(Map<String, String> others) {
    return new Call(body, others, status, check);
  }
}
