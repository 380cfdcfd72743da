package dev.quartet.loadtest.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests when a schedule says, whatever became of the earlier ones. One event loop sends
 * and receives; a thread of its own keeps the pace. Use it from one thread; one run at a time.
 */
public final class LoadGenerator implements AutoCloseable {
  private static final int STOP_SECONDS = 10;

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(1)
              .setWorkerPoolSize(1)
              .setInternalBlockingPoolSize(1));

  /**
   * Runs one schedule against {@code target} and returns when every request has ended.
   *
   * @param target the function's whole address, {@code http} or {@code https}
   * @param calls one per arrival, in order
   * @throws InterruptedException when interrupted while it waits; requests in flight are given up
   */
  public Samples run(URI target, ArrivalSchedule schedule, List<Call> calls, LoadLimits limits)
      throws InterruptedException {
    if (calls.size() != schedule.size()) {
      throw new IllegalArgumentException(
          "calls: "
              + calls.size()
              + " given for "
              + schedule.size()
              + " arrivals; give one for each");
    }
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                // As many connections as requests may be in flight, so that none waits inside the
                // client.
                .setMaxPoolSize(limits.maxInFlight())
                .setMaxWaitQueueSize(-1)
                .setKeepAlive(true)
                .setPipelining(false)
                .setTcpNoDelay(true)
                .setConnectTimeout(
                    (int) Math.min(Integer.MAX_VALUE, limits.deadline().toMillis())));
    try {
      return new LoadRun(vertx, client, target, schedule, calls, limits).run();
    } finally {
      client
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
          .join();
    }
  }

  @Override
  public void close() {
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
