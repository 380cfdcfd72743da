package dev.quartet.locallambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What became of an invocation. */
sealed interface InvocationResult {

  /**
   * The function answered.
   *
   * @param logTail the last 4 KB of the invocation's log, where asked for
   */
  record Succeeded(Buffer payload, byte @Nullable [] logTail) implements InvocationResult {}

  /**
   * The function failed, in its own words or the platform's.
   *
   * @param payload JSON with errorType and errorMessage
   */
  record Failed(Buffer payload, byte @Nullable [] logTail) implements InvocationResult {}

  /** All environments are busy and there may be no more. */
  record Throttled() implements InvocationResult {}

  default InvocationResult withLogTail(byte[] tail) {
    return switch (this) {
      case Succeeded(Buffer payload, var none) -> new Succeeded(payload, tail);
      case Failed(Buffer payload, var none) -> new Failed(payload, tail);
      case Throttled throttled -> throttled;
    };
  }

  static Failed failed(String errorType, String errorMessage) {
    ObjectNode error = Json.object();
    error.put("errorType", errorType);
    error.put("errorMessage", errorMessage);
    return new Failed(Json.buffer(error), null);
  }
}
