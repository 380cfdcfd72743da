package dev.quartet.localaws;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.HttpProxy;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A service in a child process, reached over pooled connections. Requests that come while the child
 * starts wait for it.
 */
final class ProxiedBackend implements Backend {
  private static final int MAX_CONNECTIONS = 64;
  private static final int MAX_WAITING = 10_000;
  private static final long CALL_LIMIT_MILLIS = 10_000;

  private final Service service;
  private final String implementation;
  private final Starter starter;
  private final IntFunction<CompletableFuture<Void>> preparation;
  private final HttpClient client;
  private final HttpProxy proxy;
  private @Nullable ChildProcess child;
  private @Nullable Future<Integer> ready;
  private volatile int port;
  private boolean stopped;

  /**
   * @param preparation what must be done, given the child's port, before the first request is let
   *     through
   */
  ProxiedBackend(
      Vertx vertx,
      Service service,
      String implementation,
      Starter starter,
      IntFunction<CompletableFuture<Void>> preparation) {
    this.service = service;
    this.implementation = implementation;
    this.starter = starter;
    this.preparation = preparation;
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setMaxWaitQueueSize(MAX_WAITING).setKeepAliveTimeout(20),
            new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
    proxy =
        HttpProxy.reverseProxy(client)
            .originSelector(
                request ->
                    Future.succeededFuture(SocketAddress.inetSocketAddress(port, "127.0.0.1")));
  }

  /** Starts the child unless it was started; completes when it serves. */
  synchronized Future<Integer> start() {
    if (ready == null) {
      ready = stopped ? Future.failedFuture("local-aws is ending") : launch();
    }
    return ready;
  }

  private Future<Integer> launch() {
    try {
      ChildProcess started = starter.start();
      child = started;
      return Future.fromCompletionStage(
              started
                  .ready()
                  .thenCompose(
                      childPort -> preparation.apply(childPort).thenApply(done -> childPort)))
          .onSuccess(childPort -> port = childPort)
          .onFailure(failure -> System.err.println("local-aws: " + failure.getMessage()));
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  @Override
  public void handle(HttpServerRequest request) {
    request.headers().remove("expect");
    Future<Integer> started = start();
    if (started.succeeded() && isAlive()) {
      proxy.handle(request);
      return;
    }
    request.pause();
    started.onComplete(
        childPort -> {
          request.resume();
          if (isAlive()) {
            proxy.handle(request);
          } else {
            ServiceErrors.answer(service, request, 500, ended());
          }
        },
        failure -> {
          request.resume();
          ServiceErrors.answer(service, request, 500, String.valueOf(failure.getMessage()));
        });
  }

  /**
   * Calls an operation by AWS's JSON protocol, and starts the child for it unless it was started.
   *
   * @param target the operation with its service's prefix, such as {@code DynamoDB_20120810.Scan}
   */
  Future<JsonObject> call(String target, JsonObject parameters) {
    return start()
        .compose(
            childPort ->
                isAlive() ? client.request(call(childPort, target)) : Future.failedFuture(ended()))
        .compose(request -> request.send(parameters.toBuffer()))
        .compose(
            answer ->
                answer
                    .body()
                    .compose(
                        body ->
                            answer.statusCode() == 200
                                ? Future.succeededFuture(body.toJsonObject())
                                : Future.failedFuture(
                                    implementation + " refuses " + target + ": " + body)));
  }

  private static RequestOptions call(int childPort, String target) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost("127.0.0.1")
        .setPort(childPort)
        .setURI("/")
        .setTimeout(CALL_LIMIT_MILLIS)
        .putHeader("x-amz-target", target)
        .putHeader("content-type", "application/x-amz-json-1.0")
        .putHeader("authorization", TableProvision.UNSIGNED);
  }

  private String ended() {
    return implementation + " ended. Start local-aws again.";
  }

  @Override
  public String implementation() {
    return implementation;
  }

  @Override
  public synchronized State state() {
    if (ready == null) {
      return State.IDLE;
    }
    if (!ready.isComplete()) {
      return State.STARTING;
    }
    return ready.succeeded() && isAlive() ? State.READY : State.FAILED;
  }

  @Override
  public synchronized Optional<ProcessHandle> process() {
    return Optional.ofNullable(child).map(ChildProcess::handle).filter(ProcessHandle::isAlive);
  }

  @Override
  public void stop() {
    ChildProcess running;
    synchronized (this) {
      stopped = true;
      running = child;
    }
    if (running != null) {
      running.stop();
    }
  }

  private synchronized boolean isAlive() {
    return child != null && child.handle().isAlive();
  }

  /** Starts the child process. */
  interface Starter {
    ChildProcess start() throws IOException;
  }
}
