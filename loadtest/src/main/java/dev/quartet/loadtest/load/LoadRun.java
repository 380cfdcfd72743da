package dev.quartet.loadtest.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One schedule under way. All state but the pace is touched on the event loop alone. */
final class LoadRun {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int MAX_PROBLEMS = 5;
  private static final long DEADLINE_CHECK_MILLIS = 5;

  /** Time between set-up and the first arrival, so that the set-up delays no request. */
  private static final long LEAD_NANOS = 20_000_000;

  private final Vertx vertx;
  private final Context eventLoop;
  private final HttpClient client;
  private final RequestOptions options;
  private final ArrivalSchedule schedule;
  private final List<Call> calls;
  private final LoadLimits limits;

  private final long[] intendedNanos;
  private final long[] startNanos;
  private final long[] endNanos;
  private final @Nullable Outcome[] outcomes;
  private final @Nullable HttpClientRequest[] requests;
  private final List<String> problems = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  private long zeroNanos;
  private int started;
  private int oldestUnended;
  private int inFlight;
  private int unended;

  LoadRun(
      Vertx vertx,
      HttpClient client,
      URI target,
      ArrivalSchedule schedule,
      List<Call> calls,
      LoadLimits limits) {
    this.vertx = vertx;
    this.eventLoop = vertx.getOrCreateContext();
    this.client = client;
    this.options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(target.getHost())
            .setPort(port(target))
            .setSsl(isSecure(target))
            .setURI(target.getRawPath())
            .putHeader("Content-Type", "application/json")
            .putHeader("Accept", "application/json");
    this.schedule = schedule;
    this.calls = calls;
    this.limits = limits;
    int size = schedule.size();
    intendedNanos = new long[size];
    startNanos = new long[size];
    endNanos = new long[size];
    outcomes = new Outcome[size];
    requests = new HttpClientRequest[size];
    unended = size;
    for (int i = 0; i < size; i++) {
      intendedNanos[i] = schedule.offsetNanos(i);
    }
  }

  private static boolean isSecure(URI target) {
    return "https".equals(target.getScheme());
  }

  private static int port(URI target) {
    if (target.getPort() >= 0) {
      return target.getPort();
    }
    return isSecure(target) ? HTTPS_PORT : HTTP_PORT;
  }

  Samples run() throws InterruptedException {
    if (schedule.size() == 0) {
      return new Samples(intendedNanos, startNanos, endNanos, new Outcome[0], problems);
    }
    zeroNanos = System.nanoTime() + LEAD_NANOS;
    long timer =
        vertx.setPeriodic(
            DEADLINE_CHECK_MILLIS, id -> eventLoop.runOnContext(unused -> giveUpOverdue()));
    try {
      pace();
      ended.await();
    } finally {
      vertx.cancelTimer(timer);
    }
    Outcome[] all = new Outcome[outcomes.length];
    for (int i = 0; i < all.length; i++) {
      Outcome outcome = outcomes[i];
      if (outcome == null) {
        throw new IllegalStateException("request " + i + " has no outcome");
      }
      all[i] = outcome;
    }
    return new Samples(intendedNanos, startNanos, endNanos, all, problems);
  }

  private void pace() throws InterruptedException {
    for (int i = 0; i < schedule.size(); i++) {
      long dueNanos = zeroNanos + intendedNanos[i];
      for (long left = dueNanos - System.nanoTime();
          left > 0;
          left = dueNanos - System.nanoTime()) {
        LockSupport.parkNanos(left);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      eventLoop.runOnContext(unused -> startNext());
    }
  }

  private void startNext() {
    int index = started++;
    if (inFlight >= limits.maxInFlight()) {
      startNanos[index] = intendedNanos[index];
      end(index, Outcome.NOT_SENT, limits.maxInFlight() + " requests were in flight already");
      return;
    }
    inFlight++;
    startNanos[index] = sinceZeroNanos();
    client
        .request(options)
        .compose(request -> send(index, request))
        .compose(response -> receive(index, response))
        .onFailure(failure -> endInFlight(index, Outcome.NO_CONNECTION, String.valueOf(failure)));
  }

  private Future<HttpClientResponse> send(int index, HttpClientRequest request) {
    if (outcomes[index] != null) {
      request.reset();
      return Future.failedFuture("the deadline had passed before there was a connection");
    }
    requests[index] = request;
    Call call = calls.get(index);
    call.headers().forEach(request::putHeader);
    return request.send(call.body());
  }

  private Future<Buffer> receive(int index, HttpClientResponse response) {
    return response
        .body()
        .onSuccess(
            body -> {
              if (outcomes[index] != null) {
                return;
              }
              // The time is taken before the check, so that the check's own cost is not the
              // target's.
              endNanos[index] = sinceZeroNanos();
              Call call = calls.get(index);
              if (response.statusCode() != call.status()) {
                endInFlight(
                    index, Outcome.WRONG_STATUS, "status " + response.statusCode() + ": " + body);
                return;
              }
              Optional<String> problem = call.check().problemOf(body);
              if (problem.isPresent()) {
                endInFlight(index, Outcome.WRONG_BODY, problem.get());
              } else {
                endInFlight(index, Outcome.RIGHT, null);
              }
            });
  }

  private void giveUpOverdue() {
    long overdueNanos = sinceZeroNanos() - limits.deadline().toNanos();
    while (oldestUnended < started
        && (outcomes[oldestUnended] != null || intendedNanos[oldestUnended] < overdueNanos)) {
      if (outcomes[oldestUnended] == null) {
        HttpClientRequest request = requests[oldestUnended];
        endInFlight(
            oldestUnended, Outcome.TIMED_OUT, "no whole answer within " + limits.deadline());
        if (request != null) {
          request.reset();
        }
      }
      oldestUnended++;
    }
  }

  private void endInFlight(int index, Outcome outcome, @Nullable String problem) {
    if (outcomes[index] == null) {
      inFlight--;
      requests[index] = null;
      end(index, outcome, problem);
    }
  }

  private void end(int index, Outcome outcome, @Nullable String problem) {
    outcomes[index] = outcome;
    if (endNanos[index] == 0) {
      endNanos[index] = sinceZeroNanos();
    }
    if (problem != null && problems.size() < MAX_PROBLEMS) {
      problems.add(outcome.label() + ": " + problem);
    }
    if (--unended == 0) {
      ended.countDown();
    }
  }

  private long sinceZeroNanos() {
    return System.nanoTime() - zeroNanos;
  }
}
