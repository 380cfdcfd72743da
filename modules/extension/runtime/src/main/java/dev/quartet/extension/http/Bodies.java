package dev.quartet.extension.http;

import io.netty.buffer.ByteBuf;
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
    Body body = new Body();
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
                body.append(chunk);
              }
            })
        .endHandler(
            _ -> {
              if (!refused.get()) {
                whole.accept(body.bytes());
              }
            });
  }

  /** A body as it comes in. Most come in one chunk, which is taken as it is. */
  private static final class Body {

    private Buffer read = Buffer.buffer();
    private boolean own;

    int length() {
      return read.length();
    }

    void append(Buffer chunk) {
      if (read.length() == 0) {
        read = chunk;
      } else {
        if (!own) {
          read = Buffer.buffer(read.length() + chunk.length()).appendBuffer(read);
          own = true;
        }
        read.appendBuffer(chunk);
      }
    }

    byte[] bytes() {
      ByteBuf bytes = read.getByteBuf();
      return bytes.hasArray() && bytes.array().length == bytes.readableBytes()
          ? bytes.array()
          : read.getBytes();
    }
  }
}
