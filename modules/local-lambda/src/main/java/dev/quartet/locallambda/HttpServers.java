package dev.quartet.locallambda;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** How all of the servers here speak HTTP. */
final class HttpServers {
  private HttpServers() {}

  /**
   * Head and body leave in one write with TCP_NODELAY, else each call waits 40 ms for an
   * acknowledgement; {@code Expect: 100-continue} is answered, else clients stall.
   */
  static HttpServerOptions options() {
    return new HttpServerOptions()
        .setTcpNoDelay(true)
        .setHandle100ContinueAutomatically(true)
        .setMaxHeaderSize(1 << 20)
        .setMaxInitialLineLength(1 << 16)
        .setCompressionSupported(false);
  }

  /** The path as it was sent; empty where the request names none. */
  static String path(HttpServerRequest request) {
    String path = request.path();
    return path == null ? "" : path;
  }
}
