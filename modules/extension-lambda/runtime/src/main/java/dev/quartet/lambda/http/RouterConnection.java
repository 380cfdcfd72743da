package dev.quartet.lambda.http;

import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.netty.runtime.virtual.VirtualClientConnection;
import io.quarkus.netty.runtime.virtual.VirtualResponseHandler;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the application's router without a socket, for the calls of one client after each
 * other. Quarkus reads its configuration for each connection, so it is worth keeping, as a client
 * keeps that of a socket.
 */
final class RouterConnection {

  private static final int HTTPS_PORT = 443;

  /** An environment that slept longer makes a new one. */
  private static final long MOST_IDLE_NANOS = Duration.ofMinutes(1).toNanos();

  private final String clientIp;
  private final Responses responses = new Responses();
  private final VirtualClientConnection<?> connection;
  private long idleSinceNanos;

  RouterConnection(String clientIp) {
    this.clientIp = clientIp;
    this.connection =
        VirtualClientConnection.connect(
            responses,
            VertxHttpRecorder.VIRTUAL_HTTP,
            InetSocketAddress.createUnresolved(clientIp, HTTPS_PORT));
  }

  /** Whether it may be used for a further call of that client. */
  boolean serves(String clientIp) {
    return this.clientIp.equals(clientIp)
        && isOpen()
        && System.nanoTime() - idleSinceNanos < MOST_IDLE_NANOS;
  }

  /** Whether the application left it open. */
  boolean isOpen() {
    return !responses.closed;
  }

  /** Sends a request and waits for the whole answer, which is in {@code answer} then too. */
  byte[] call(HttpRequest head, LastHttpContent content, HttpAnswer answer) {
    responses.expect(answer);
    connection.peer().pipeline().addLast(new Sending(head, content));
    byte[] told = answer.await();
    idleSinceNanos = System.nanoTime();
    return told;
  }

  void close() {
    connection.close();
  }

  /**
   * Sends on the connection's event loop. From another thread a message can be missed: the channel
   * looks for messages, finds none and notes that it is to be woken, which is no single step.
   */
  private final class Sending extends ChannelHandlerAdapter {

    private final HttpRequest head;
    private final LastHttpContent content;

    Sending(HttpRequest head, LastHttpContent content) {
      this.head = head;
      this.content = content;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      context.pipeline().remove(this);
      connection.sendMessage(head);
      connection.sendMessage(content);
    }
  }

  /** Hands each response to the call that waits for it. */
  private static final class Responses implements VirtualResponseHandler {

    private volatile @Nullable HttpAnswer expected;
    private volatile boolean closed;

    /** What closes at the same moment ends the call too, whichever of both comes first. */
    void expect(HttpAnswer answer) {
      expected = answer;
      if (closed) {
        answer.closed();
      }
    }

    @Override
    public void handleMessage(Object message) {
      HttpAnswer answer = expected;
      if (answer == null) {
        ReferenceCountUtil.release(message);
      } else {
        answer.take(message);
      }
    }

    @Override
    public void close() {
      closed = true;
      HttpAnswer answer = expected;
      if (answer != null) {
        answer.closed();
      }
    }
  }
}
