package dev.quartet.loadtest.check;

import dev.quartet.loadtest.load.ArrivalSchedule;
import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.load.LoadGenerator;
import dev.quartet.loadtest.load.LoadLimits;
import dev.quartet.loadtest.load.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Loads a server that does nothing for 200 ms once a second. One request in a hundred comes within
 * the first 10 ms of a stall and must wait 190 ms or more: that is the p99, and a generator that
 * waits for answers before it asks again would not see it.
 */
public final class StallCheck {
  private static final long STALL_MILLIS = 200;
  private static final long PERIOD_MILLIS = 1_000;
  private static final double EXPECTED_P99_MILLIS = 190;
  private static final double LEAST_P99_MILLIS = 170;
  private static final double MOST_P99_MILLIS = 260;
  private static final int STOP_SECONDS = 10;

  private final double ratePerSecond;
  private final Duration duration;
  private final long seed;

  public StallCheck(double ratePerSecond, Duration duration, long seed) {
    this.ratePerSecond = ratePerSecond;
    this.duration = duration;
    this.seed = seed;
  }

  /** The p99, and that no request was lost. */
  public Finding finding() throws InterruptedException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try (LoadGenerator generator = new LoadGenerator()) {
      HttpServer server =
          vertx
              .createHttpServer()
              .requestHandler(request -> request.response().end("ok"))
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
              .join();
      URI target = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
      LoadLimits limits = new LoadLimits(Duration.ofSeconds(5), 1_000, Duration.ofSeconds(1));
      // The generator's own first requests are slow, and no part of the proof.
      run(generator, target, ArrivalSchedule.even(200, Duration.ofSeconds(1)), limits);
      vertx.setPeriodic(PERIOD_MILLIS, id -> stall());
      Samples samples =
          run(generator, target, ArrivalSchedule.poisson(seed, ratePerSecond, duration), limits);
      double p99 = samples.latencies().percentileMillis(99);
      return new Finding(
          "a server that stalls 200 ms once a second: p99",
          String.format(
              Locale.ROOT,
              "%.0f ms, %d of %d requests failed",
              p99,
              samples.errors(),
              samples.size()),
          String.format(
              Locale.ROOT,
              "about %.0f ms (%.0f to %.0f), none failed",
              EXPECTED_P99_MILLIS,
              LEAST_P99_MILLIS,
              MOST_P99_MILLIS),
          samples.errors() == 0 && p99 >= LEAST_P99_MILLIS && p99 <= MOST_P99_MILLIS);
    } finally {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
          .join();
    }
  }

  private static Samples run(
      LoadGenerator generator, URI target, ArrivalSchedule schedule, LoadLimits limits)
      throws InterruptedException {
    Call call =
        new Call(
            Buffer.buffer("{}"),
            body -> "ok".equals(body.toString()) ? Optional.empty() : Optional.of("not ok"));
    List<Call> calls = Collections.nCopies(schedule.size(), call);
    return generator.run(target, schedule, calls, limits);
  }

  private static void stall() {
    try {
      Thread.sleep(STALL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
