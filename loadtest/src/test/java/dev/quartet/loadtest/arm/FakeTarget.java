package dev.quartet.loadtest.arm;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for the local app: a process that answers at the port and with the variables it is
 * given.
 */
final class FakeTarget {
  private FakeTarget() {}

  public static void main(String[] arguments) throws InterruptedException {
    int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
    String endpoint = System.getenv("AWS_ENDPOINT_URL");
    Vertx.vertx()
        .createHttpServer()
        .requestHandler(request -> request.response().end(request.path() + " " + endpoint))
        .listen(port, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
    Thread.currentThread().join();
  }
}
