package dev.quartet.extension.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Reads the bodies of requests that are not too large. */
@Singleton
public final class Bodies {

  private final Gate gate;
  private final Protocols protocols;

  Bodies(Gate gate, Protocols protocols) {
    this.gate = gate;
    this.protocols = protocols;
  }

  /**
   * Reads a body to its end. One above its limit is answered with 413 instead.
   *
   * @param whole takes the whole body
   */
  public void read(RoutingContext context, Consumer<byte[]> whole) {
    long limitBytes = protocols.bodyLimit(context).bytes();
    Buffer body = Buffer.buffer();
    AtomicBoolean refused = new AtomicBoolean();
    context
        .request()
        .handler(
            chunk -> {
              if (refused.get()) {
                return;
              }
              if (body.length() + chunk.length() > limitBytes) {
                refused.set(true);
                gate.tooLarge(context);
              } else {
                body.appendBuffer(chunk);
              }
            })
        .endHandler(
            _ -> {
              if (!refused.get()) {
                whole.accept(body.getBytes());
              }
            });
  }
}
