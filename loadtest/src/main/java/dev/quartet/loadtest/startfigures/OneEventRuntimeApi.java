package dev.quartet.loadtest.startfigures;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The least of Lambda's Runtime API: it hands one event to whoever asks first, takes the response,
 * and lets later asks for an event wait.
 */
final class OneEventRuntimeApi implements AutoCloseable {
  private static final String PREFIX = "/2018-06-01/runtime/";
  private static final String REQUEST_ID = "00000000-0000-7000-8000-000000000001";
  private static final long DEADLINE_MILLIS = 30_000;
  private static final int STOP_SECONDS = 10;

  private final HttpServer server;
  private final Buffer event;
  private final CompletableFuture<Response> response = new CompletableFuture<>();
  private boolean handedOut;

  /**
   * @param nanos {@link System#nanoTime()} when the response was there
   */
  record Response(long nanos, Buffer body) {}

  OneEventRuntimeApi(Vertx vertx, Buffer event) {
    this.event = event;
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  /** What goes into {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.actualPort();
  }

  /**
   * The function's response.
   *
   * @throws IOException when it reports an error or doesn't respond in time
   */
  Response await(Duration atMost) throws IOException, InterruptedException {
    try {
      return response.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("no response within " + atMost.toSeconds() + " s", e);
    }
  }

  private void handle(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    if (request.method() == HttpMethod.GET && path.equals(PREFIX + "invocation/next")) {
      if (!handedOut) {
        handedOut = true;
        handOut(request);
      }
    } else if (path.equals(PREFIX + "invocation/" + REQUEST_ID + "/response")) {
      request
          .body()
          .onSuccess(
              body -> {
                response.complete(new Response(System.nanoTime(), body));
                request.response().setStatusCode(202).end();
              });
    } else {
      request
          .body()
          .onSuccess(
              body -> {
                response.completeExceptionally(
                    new IOException("the function posted to " + path + ": " + body));
                request.response().setStatusCode(202).end();
              });
    }
  }

  private void handOut(HttpServerRequest request) {
    request
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Lambda-Runtime-Aws-Request-Id", REQUEST_ID)
        .putHeader(
            "Lambda-Runtime-Deadline-Ms",
            String.valueOf(System.currentTimeMillis() + DEADLINE_MILLIS))
        .putHeader(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:us-east-1:000000000000:function:predict")
        .putHeader("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0")
        .end(event);
  }

  @Override
  public void close() {
    server
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
