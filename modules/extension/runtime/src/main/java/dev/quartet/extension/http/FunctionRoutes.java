package dev.quartet.extension.http;

import dev.quartet.extension.call.CallError;
import dev.quartet.extension.call.FunctionCall;
import dev.quartet.extension.call.FunctionCalls;
import dev.quartet.extension.event.Events;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.EmptyUniSubscription;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code POST /<function>} with JSON in and out. The body is the input, or a CloudEvent or a batch
 * of them whose data is; in CloudEvents' binary mode the body is the data, so that its headers need
 * nothing here.
 */
@Singleton
final class FunctionRoutes {

  private static final String JSON = "application/json";
  private static final String ALLOWED = "POST, OPTIONS";

  /** Reading this much JSON takes well under a millisecond, for which other requests may wait. */
  private static final int MAX_BYTES_ON_EVENT_LOOP = 64 * 1024;

  private final FunctionCalls functions;
  private final Events events;
  private final Problems problems;
  private final Bodies bodies;
  private final Admission admission;
  private final Vertx vertx;

  FunctionRoutes(
      FunctionCalls functions,
      Events events,
      Problems problems,
      Bodies bodies,
      Admission admission,
      Vertx vertx) {
    this.functions = functions;
    this.events = events;
    this.problems = problems;
    this.bodies = bodies;
    this.admission = admission;
    this.vertx = vertx;
  }

  /**
   * The handler of one function's route.
   *
   * @param nonBlocking whether the function may run on an event loop
   */
  Handler<RoutingContext> to(String name, boolean nonBlocking) {
    FunctionCall function = functions.named(name).orElseThrow();
    return context -> handle(context, function, nonBlocking);
  }

  private void handle(RoutingContext context, FunctionCall function, boolean nonBlocking) {
    HttpServerRequest request = context.request();
    if (request.method() == HttpMethod.OPTIONS) {
      context.response().putHeader(HttpHeaders.ALLOW, ALLOWED).setStatusCode(204).end();
    } else if (request.method() != HttpMethod.POST) {
      context.response().putHeader(HttpHeaders.ALLOW, ALLOWED);
      problems.answer(
          context,
          405,
          "Method not allowed",
          "A function is called by POST, not " + request.method() + ".");
    } else {
      BodyKind.of(request.getHeader(HttpHeaders.CONTENT_TYPE))
          .ifPresentOrElse(
              kind ->
                  readBody(
                      context,
                      function,
                      nonBlocking && kind == BodyKind.INPUT,
                      call(context, function, kind)),
              () ->
                  problems.answer(
                      context,
                      415,
                      "Unsupported media type",
                      "Set the Content-Type header to what a function takes: "
                          + BodyKind.accepted()
                          + "."));
    }
  }

  private Function<byte[], Uni<byte[]>> call(
      RoutingContext context, FunctionCall function, BodyKind kind) {
    return switch (kind) {
      case INPUT -> function::call;
      case CLOUD_EVENT -> body -> later(() -> events.cloudEvent(function, body));
      case CLOUD_EVENTS ->
          body -> later(() -> events.cloudEvents(function, body, () -> !isAnswered(context)));
    };
  }

  private static Uni<byte[]> later(Supplier<byte[]> answer) {
    return Uni.createFrom().item(answer);
  }

  private void readBody(
      RoutingContext context,
      FunctionCall function,
      boolean nonBlocking,
      Function<byte[], Uni<byte[]>> call) {
    admission.startTimer(context);
    RunningCall running = RunningCall.of(context);
    bodies.read(
        context,
        body -> {
          if (!isAnswered(context) && admission.enter(context)) {
            boolean onEventLoop = nonBlocking && body.length <= MAX_BYTES_ON_EVENT_LOOP;
            call(
                context,
                onEventLoop,
                () -> run(context, function, running, () -> call.apply(body)));
          }
        });
  }

  private void call(RoutingContext context, boolean onEventLoop, Runnable run) {
    if (onEventLoop) {
      try {
        run.run();
      } catch (RuntimeException e) {
        context.fail(e);
      }
      return;
    }
    // On a worker, because the function may block; on this request's context, so that its log lines
    // carry its id.
    vertx
        .getOrCreateContext()
        .executeBlocking(
            () -> {
              run.run();
              return null;
            },
            false)
        .onFailure(context::fail);
  }

  private void run(
      RoutingContext context,
      FunctionCall function,
      RunningCall running,
      Supplier<Uni<byte[]>> call) {
    if (running.isOver()) {
      // It waited for a worker until nobody waited for it.
      admission.leave();
      return;
    }
    Answering answering =
        new Answering(context, function, (ContextInternal) vertx.getOrCreateContext());
    output(call).subscribe().withSubscriber(answering);
    running.begun(answering);
  }

  /** An error in making the call ends it too, and gives its place back. */
  private static Uni<byte[]> output(Supplier<Uni<byte[]>> call) {
    try {
      return call.get();
    } catch (RuntimeException | Error e) {
      return Uni.createFrom().failure(e);
    }
  }

  /**
   * Answers with what a call ends by, and gives its place back. A subscriber of our own, because
   * Mutiny takes a snapshot of the thread's contexts for each function that it is given, and this
   * needs none.
   */
  private final class Answering implements UniSubscriber<byte[]>, Cancellable {

    private final RoutingContext context;
    private final FunctionCall function;
    private final ContextInternal own;

    /** It may end by itself and be given up at the same moment. */
    private final AtomicBoolean isIn = new AtomicBoolean(true);

    private volatile UniSubscription call = EmptyUniSubscription.DONE;

    /**
     * @param own this request's: its log lines carry its id, wherever the call ends
     */
    Answering(RoutingContext context, FunctionCall function, ContextInternal own) {
      this.context = context;
      this.function = function;
      this.own = own;
    }

    @Override
    public void onSubscribe(UniSubscription subscription) {
      call = subscription;
    }

    @Override
    public void onItem(byte[] output) {
      if (leave()) {
        answer(context, output);
      }
    }

    @Override
    public void onFailure(Throwable failure) {
      if (leave()) {
        own.emit(failure, told -> problems.answer(context, CallError.of(function.name(), told)));
      }
    }

    @Override
    public void cancel() {
      if (leave()) {
        call.cancel();
      }
    }

    private boolean leave() {
      boolean wasIn = isIn.getAndSet(false);
      if (wasIn) {
        admission.leave();
      }
      return wasIn;
    }

    @Override
    public Context context() {
      return Context.empty();
    }
  }

  /** Also by the time limit, or because the caller is gone. */
  private static boolean isAnswered(RoutingContext context) {
    return context.response().ended() || context.response().closed();
  }

  private static void answer(RoutingContext context, byte[] output) {
    if (isAnswered(context)) {
      return;
    }
    var response = context.response();
    if (output.length == 0) {
      response.setStatusCode(204).end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(Buffer.buffer(output));
    }
  }
}
