package dev.quartet.extension.http;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Reads the bodies of requests that are not too large. */
@Singleton
public final class Bodies {

  /** For so much there is room before it has come, if the request says that it will. */
  private static final int MAX_BYTES_AHEAD = 1024 * 1024;

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
    Body body = new Body(Gate.statedBodyBytes(context.request()));
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

  /**
   * A body as it comes in. Most come in one chunk, which is taken as it is; the others are put
   * together in an array of the length that is stated, so that it is the body in the end.
   */
  private static final class Body {

    private final long statedBytes;
    private Buffer only = Buffer.buffer();
    private byte[] joined = {};
    private int length;

    /**
     * @param statedBytes how long it will be; 0 if that is not known
     */
    Body(long statedBytes) {
      this.statedBytes = statedBytes;
    }

    int length() {
      return length;
    }

    void append(Buffer chunk) {
      if (length == 0) {
        only = chunk;
      } else {
        if (joined.length == 0) {
          join(only, 0);
        }
        join(chunk, length);
      }
      length += chunk.length();
    }

    private void join(Buffer chunk, int at) {
      int needed = at + chunk.length();
      if (needed > joined.length) {
        joined = Arrays.copyOf(joined, capacity(needed));
      }
      chunk.getBytes(joined, at);
    }

    private int capacity(int needed) {
      long wanted = Math.max(MAX_BYTES_AHEAD, 2L * joined.length);
      long known = statedBytes >= needed ? Math.min(wanted, statedBytes) : 2L * needed;
      return Math.clamp(known, needed, Integer.MAX_VALUE - 8);
    }

    byte[] bytes() {
      if (joined.length > 0) {
        return joined.length == length ? joined : Arrays.copyOf(joined, length);
      }
      ByteBuf bytes = only.getByteBuf();
      return bytes.hasArray() && bytes.array().length == bytes.readableBytes()
          ? bytes.array()
          : only.getBytes();
    }
  }
}
