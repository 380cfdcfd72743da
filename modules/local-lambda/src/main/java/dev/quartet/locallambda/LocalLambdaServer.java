package dev.quartet.locallambda;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One zip, served. All of the serving runs on a single event loop: no locks, no hand-over between
 * threads on an invocation's way, and with that next to no time of its own in what is measured.
 */
final class LocalLambdaServer implements AutoCloseable {
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 10;

  private final Vertx vertx;
  private final Path folder;
  private final ResourceLimits limits;
  private final LogSink sink;
  private final Map<String, FunctionPool> pools = new LinkedHashMap<>();
  private final Context context;
  private int port;
  private int urlPort;
  private boolean closed;

  private LocalLambdaServer(Vertx vertx, Path folder, ResourceLimits limits, LogSink sink) {
    this.vertx = vertx;
    this.folder = folder;
    this.limits = limits;
    this.sink = sink;
    this.context = vertx.getOrCreateContext();
  }

  /**
   * Unpacks the zip and opens both ports.
   *
   * @throws StartException if the zip can't be run or a port is taken; nothing is left behind then
   */
  static LocalLambdaServer start(Settings settings, LogSink sink) {
    Path folder;
    try {
      folder = Files.createTempDirectory("local-lambda-").toRealPath();
    } catch (IOException e) {
      throw new StartException("No temporary folder can be made: " + e.getMessage());
    }
    try {
      FunctionPackage unpacked =
          FunctionPackage.unpack(settings.zip(), Files.createDirectory(folder.resolve("task")));
      RuntimeClient client =
          unpacked.manifest().runsOnJava()
              ? RuntimeClient.prepare(
                  settings.runtimeClient(), Files.createDirectory(folder.resolve("runtime")))
              : null;
      return start(settings, sink, folder, unpacked, client);
    } catch (IOException e) {
      deleteAfter(folder, e);
      throw new StartException("The zip can't be unpacked: " + e.getMessage());
    } catch (StartException e) {
      deleteAfter(folder, e);
      throw e;
    }
  }

  private static void deleteAfter(Path folder, Exception failure) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static LocalLambdaServer start(
      Settings settings,
      LogSink sink,
      Path folder,
      FunctionPackage unpacked,
      @Nullable RuntimeClient client)
      throws IOException {
    ResourceLimits limits =
        settings.limited() ? ResourceLimits.detect() : new NoLimits("--no-limits was given");
    if (limits instanceof NoLimits none) {
      sink.line(none.description());
    }
    Path environments = Files.createDirectory(folder.resolve("environments"));
    LocalLambdaServer server =
        new LocalLambdaServer(Vertx.vertx(vertxOptions()), folder, limits, sink);
    try {
      server.serve(
          settings,
          unpacked,
          new ExecutionEnvironment.Surroundings(
              server.vertx,
              server.context,
              new LaunchPlan(unpacked, client, settings),
              limits,
              sink,
              environments,
              settings));
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private void serve(
      Settings settings, FunctionPackage unpacked, ExecutionEnvironment.Surroundings surroundings) {
    Future<Void> opened =
        onLoop(
            () -> {
              for (Manifest.Entry entry : unpacked.manifest().functions()) {
                pools.put(
                    entry.name(),
                    new FunctionPool(ServedFunction.of(entry, settings), surroundings));
              }
              InvokeApi invokeApi =
                  new InvokeApi(
                      pools,
                      new AsyncInvocations(vertx, sink, settings.asyncRetrySeconds()),
                      unpacked,
                      limits);
              FunctionUrl functionUrl = new FunctionUrl(pools, settings.region());
              return listen(settings.port(), "--port", invokeApi::handle)
                  .onSuccess(bound -> port = bound)
                  .compose(bound -> listen(settings.urlPort(), "--url-port", functionUrl::handle))
                  .onSuccess(bound -> urlPort = bound)
                  .mapEmpty();
            });
    await(opened, START_SECONDS);
  }

  private Future<Integer> listen(
      int wanted, String option, Handler<HttpServerRequest> requestHandler) {
    return vertx
        .createHttpServer(HttpServers.options())
        .requestHandler(requestHandler)
        .listen(wanted, "127.0.0.1")
        .map(HttpServer::actualPort)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof BindException
                        ? new StartException(
                            "Port "
                                + wanted
                                + " is taken: name another by "
                                + option
                                + " (0 picks a free one), or stop what listens there.")
                        : failure));
  }

  private <T> Future<T> onLoop(Supplier<Future<T>> task) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(nothing -> task.get().onComplete(promise));
    return promise.future();
  }

  private static void await(Future<Void> future, long seconds) {
    try {
      future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StartException expected) {
        throw expected;
      }
      throw new StartException("local-lambda can't be started: " + e.getCause());
    } catch (TimeoutException e) {
      throw new StartException("local-lambda was not ready within " + seconds + " s.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("The start was interrupted.");
    }
  }

  int port() {
    return port;
  }

  int urlPort() {
    return urlPort;
  }

  List<String> functionNames() {
    return List.copyOf(pools.keySet());
  }

  String limits() {
    return limits.description();
  }

  /** Ends all environments and removes what was made for them. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      onLoop(() -> Future.all(pools.values().stream().map(FunctionPool::close).toList()))
          .toCompletionStage()
          .toCompletableFuture()
          .get(STOP_SECONDS, TimeUnit.SECONDS);
      vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      sink.line("Not all environments could be ended: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      limits.remove();
    } catch (IOException e) {
      sink.line("The control groups could not be removed: " + e);
    }
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      sink.line(folder + " could not be removed: " + e);
    }
  }
}
