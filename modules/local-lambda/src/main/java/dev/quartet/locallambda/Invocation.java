package dev.quartet.locallambda;

import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One event on its way through a function. Lives on the event loop. */
final class Invocation {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String requestId;
  private final Buffer payload;
  private final String traceId;
  private final @Nullable String clientContext;
  private final boolean tailWanted;
  private final Consumer<InvocationResult> caller;
  private boolean settled;

  /**
   * @param traceId of the caller; null makes one
   * @param caller told once, on the event loop
   */
  Invocation(
      String requestId,
      Buffer payload,
      @Nullable String traceId,
      @Nullable String clientContext,
      boolean tailWanted,
      Consumer<InvocationResult> caller) {
    this.requestId = requestId;
    this.payload = payload;
    this.traceId = traceId == null ? newTraceId() : traceId;
    this.clientContext = clientContext;
    this.tailWanted = tailWanted;
    this.caller = caller;
  }

  static String newRequestId() {
    return UUID.randomUUID().toString();
  }

  static String newTraceId() {
    byte[] random = new byte[20];
    RANDOM.nextBytes(random);
    String hex = HexFormat.of().formatHex(random);
    String seconds = HexFormat.of().toHexDigits((int) (System.currentTimeMillis() / 1000));
    return "Root=1-"
        + seconds
        + "-"
        + hex.substring(0, 24)
        + ";Parent="
        + hex.substring(24)
        + ";Sampled=0";
  }

  String requestId() {
    return requestId;
  }

  Buffer payload() {
    return payload;
  }

  String traceId() {
    return traceId;
  }

  @Nullable String clientContext() {
    return clientContext;
  }

  /** Whether the caller waits for the log of this invocation, and so for its end. */
  boolean tailWanted() {
    return tailWanted;
  }

  void settle(InvocationResult result) {
    if (!settled) {
      settled = true;
      caller.accept(result);
    }
  }
}
