package dev.quartet.locallambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The environments of one function: each takes one event at a time, the one used last is used
 * first, more are started on demand up to a number. Lives on the event loop.
 */
final class FunctionPool implements ExecutionEnvironment.Owner {
  /**
   * How long an event waits for an environment that has answered but not yet asked for the next
   * event. A caller that goes on at once would start another environment otherwise, for the sake of
   * microseconds.
   */
  private static final long GRACE_MILLIS = 10;

  /**
   * The same where no other may be started: a runtime whose CPU share is used up needs a period.
   */
  private static final long GRACE_AT_THE_LIMIT_MILLIS = 250;

  private static final class Waiting {
    final Invocation invocation;
    long timer;

    Waiting(Invocation invocation) {
      this.invocation = invocation;
    }
  }

  private final ServedFunction function;
  private final ExecutionEnvironment.Surroundings surroundings;
  private final Vertx vertx;
  private final Deque<ExecutionEnvironment> free = new ArrayDeque<>();
  private final Set<ExecutionEnvironment> live = new LinkedHashSet<>();
  private final Set<ExecutionEnvironment> beingRemoved = new LinkedHashSet<>();
  private final Set<ExecutionEnvironment> retiring = new LinkedHashSet<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final List<Promise<Void>> removalWatchers = new ArrayList<>();
  private int started;
  private boolean closed;

  FunctionPool(ServedFunction function, ExecutionEnvironment.Surroundings surroundings) {
    this.function = function;
    this.surroundings = surroundings;
    this.vertx = surroundings.vertx();
    double idleMillis = surroundings.settings().idleSeconds() * 1000;
    vertx.setPeriodic(
        Math.max(100, (long) Math.min(idleMillis / 4, 10_000)), id -> reap(idleMillis));
  }

  ServedFunction function() {
    return function;
  }

  void invoke(Invocation invocation) {
    if (closed) {
      invocation.settle(new InvocationResult.Throttled());
      return;
    }
    while (!free.isEmpty()) {
      ExecutionEnvironment environment = free.removeFirst();
      if (environment.isFree()) {
        environment.deliver(invocation);
        return;
      }
      // Its runtime's connection broke: it comes back with its next request for an event.
    }
    long soonFree =
        live.stream()
            .filter(environment -> environment.isResponded() && !retiring.contains(environment))
            .count();
    if (soonFree > waiting.size()) {
      Waiting entry = new Waiting(invocation);
      waiting.addLast(entry);
      entry.timer =
          vertx.setTimer(
              mayStart() ? GRACE_MILLIS : GRACE_AT_THE_LIMIT_MILLIS,
              id -> {
                if (waiting.remove(entry)) {
                  startOrThrottle(invocation);
                }
              });
    } else {
      startOrThrottle(invocation);
    }
  }

  private void startOrThrottle(Invocation invocation) {
    if (mayStart()) {
      start(invocation, false);
    } else {
      invocation.settle(new InvocationResult.Throttled());
    }
  }

  private boolean mayStart() {
    return live.size() < surroundings.settings().environmentsPerFunction();
  }

  private void start(Invocation invocation, boolean initWithinInvocation) {
    ExecutionEnvironment environment =
        new ExecutionEnvironment(
            ++started, function, surroundings, this, invocation, initWithinInvocation);
    live.add(environment);
    environment.start();
  }

  @Override
  public void free(ExecutionEnvironment environment) {
    if (retiring.contains(environment)) {
      environment.stop("asked");
      return;
    }
    Waiting first = waiting.pollFirst();
    if (first != null) {
      vertx.cancelTimer(first.timer);
      environment.deliver(first.invocation);
    } else {
      free.remove(environment);
      free.addFirst(environment);
    }
  }

  @Override
  public void ending(ExecutionEnvironment environment) {
    free.remove(environment);
    live.remove(environment);
    retiring.remove(environment);
    beingRemoved.add(environment);
  }

  @Override
  public void initAgain(Invocation invocation) {
    if (closed) {
      invocation.settle(new InvocationResult.Throttled());
    } else {
      start(invocation, true);
    }
  }

  @Override
  public void ended(ExecutionEnvironment environment) {
    beingRemoved.remove(environment);
    if (beingRemoved.isEmpty() && retiring.isEmpty()) {
      List<Promise<Void>> watchers = List.copyOf(removalWatchers);
      removalWatchers.clear();
      watchers.forEach(Promise::complete);
    }
  }

  private void reap(double idleMillis) {
    long now = System.nanoTime();
    while (!free.isEmpty() && (now - free.getLast().freeSinceNanos()) / 1e6 >= idleMillis) {
      free.getLast().stop("idle");
    }
  }

  /**
   * Stops the environments that wait for an event, and those that have answered when they are free.
   *
   * @return their number, once they are removed
   */
  Future<Integer> stopIdle() {
    List<ExecutionEnvironment> idle = List.copyOf(free);
    live.stream().filter(ExecutionEnvironment::isResponded).forEach(retiring::add);
    int stopped = idle.size() + retiring.size();
    idle.forEach(environment -> environment.stop("asked"));
    return removed().map(stopped);
  }

  /** Stops all environments, and takes no more events. */
  Future<Void> close() {
    closed = true;
    List.copyOf(live).forEach(environment -> environment.stop("shutdown"));
    return removed();
  }

  private Future<Void> removed() {
    if (beingRemoved.isEmpty() && retiring.isEmpty()) {
      return Future.succeededFuture();
    }
    Promise<Void> promise = Promise.promise();
    removalWatchers.add(promise);
    return promise.future();
  }

  ArrayNode describe() {
    ArrayNode environments = Json.MAPPER.createArrayNode();
    live.forEach(environment -> environments.add(environment.describe()));
    return environments;
  }
}
