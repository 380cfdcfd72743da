package dev.quartet.loadtest.load;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A server of known behaviour on a free port, with an event loop of its own. */
public final class TestServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpServer server;

  public TestServer(Handler<HttpServerRequest> handler) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(handler)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
  }

  /** Answers every request with the same body. */
  public static TestServer answering(int status, String body) {
    return new TestServer(request -> request.response().setStatusCode(status).end(body));
  }

  /** Blocks the server's only event loop for {@code stallMillis} every {@code periodMillis}. */
  public TestServer stalling(long stallMillis, long periodMillis) {
    vertx.setPeriodic(
        periodMillis,
        id -> {
          try {
            Thread.sleep(stallMillis);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return this;
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + path);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
