package dev.quartet.locallambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One execution environment: a runtime's process, and the Runtime API on an address of its own, by
 * which the two know each other. Lives on the event loop; starting and removing processes does not.
 */
final class ExecutionEnvironment {
  /** Largest answer, as on AWS: 6 MiB and 100 bytes. */
  static final int MAX_RESPONSE_BYTES = 6_291_556;

  private static final int MAX_ERROR_BYTES = 1 << 20;
  private static final String API = "/2018-06-01/runtime/";
  private static final String INVOCATION = API + "invocation/";
  private static final String OUT_OF_MEMORY = "Runtime.OutOfMemory";

  /** What an environment tells the pool that it belongs to. */
  interface Owner {
    /** The runtime asked for the next event: the environment is free. */
    void free(ExecutionEnvironment environment);

    /** It ends and takes no more events. */
    void ending(ExecutionEnvironment environment);

    /** The init phase failed before the invocation began: AWS inits once more, within it. */
    void initAgain(Invocation invocation);

    /** All that belonged to it is removed. */
    void ended(ExecutionEnvironment environment);
  }

  /** What all environments of a zip have in common. */
  record Surroundings(
      Vertx vertx,
      Context context,
      LaunchPlan plan,
      ResourceLimits limits,
      LogSink sink,
      Path folder,
      Settings settings) {}

  private enum Phase {
    STARTING,
    FREE,
    BUSY,
    /** Answered, but not yet free: it may work on until it asks for the next event. */
    RESPONDED,
    ENDED
  }

  private final int number;
  private final ServedFunction function;
  private final Surroundings surroundings;
  private final Owner owner;
  private final boolean initWithinInvocation;

  private Phase phase = Phase.STARTING;
  private @Nullable HttpServer runtimeApi;
  private @Nullable EnvironmentProcess process;
  private @Nullable Invocation invocation;
  private @Nullable HttpServerRequest next;
  private @Nullable InvocationResult result;
  private @Nullable String runtimeErrorType;
  private long timer = -1;
  private long startNanos;
  private long invocationStartNanos;
  private long freeSinceNanos;
  private double initDurationMillis;
  private boolean initReported;
  private int invocations;

  /**
   * @param first the invocation that the environment is started for
   * @param initWithinInvocation true when an init phase failed before: this one counts to the
   *     invocation's own time
   */
  ExecutionEnvironment(
      int number,
      ServedFunction function,
      Surroundings surroundings,
      Owner owner,
      Invocation first,
      boolean initWithinInvocation) {
    this.number = number;
    this.function = function;
    this.surroundings = surroundings;
    this.owner = owner;
    this.invocation = first;
    this.initWithinInvocation = initWithinInvocation;
  }

  private String name() {
    return function.name() + " " + number;
  }

  boolean isResponded() {
    return phase == Phase.RESPONDED;
  }

  long freeSinceNanos() {
    return freeSinceNanos;
  }

  /** Opens the Runtime API, then starts the process. */
  void start() {
    surroundings
        .vertx()
        .createHttpServer(HttpServers.options())
        .requestHandler(this::handle)
        .listen(0, "127.0.0.1")
        .onSuccess(
            server -> {
              runtimeApi = server;
              startProcess("127.0.0.1:" + server.actualPort());
            })
        .onFailure(this::notStarted);
  }

  private void startProcess(String address) {
    if (phase == Phase.ENDED) {
      removed();
      return;
    }
    double vcpus = surroundings.settings().initVcpus().orElse(function.vcpus());
    EnvironmentProcess.Place place =
        new EnvironmentProcess.Place(
            name(),
            surroundings.folder().resolve(function.name() + "-" + number),
            surroundings.plan().workingFolder(),
            surroundings.limits(),
            vcpus);
    startNanos = System.nanoTime();
    invocationStartNanos = startNanos;
    timer =
        surroundings
            .vertx()
            .setTimer(
                initWithinInvocation
                    ? function.timeoutSeconds() * 1000L
                    : Math.max(1, (long) (surroundings.settings().initSeconds() * 1000)),
                id -> timedOut());
    Thread.ofVirtual()
        .name("start of " + name())
        .start(
            () -> {
              try {
                EnvironmentProcess started =
                    EnvironmentProcess.start(
                        place, function, surroundings.plan(), address, surroundings.sink());
                onLoop(() -> processStarted(started));
              } catch (IOException | RuntimeException e) {
                onLoop(() -> notStarted(e));
              }
            });
  }

  private void onLoop(Runnable task) {
    surroundings.context().runOnContext(nothing -> task.run());
  }

  private void processStarted(EnvironmentProcess started) {
    process = started;
    if (phase == Phase.ENDED) {
      remove();
      return;
    }
    started
        .onExit()
        .whenComplete(
            (exitValue, failure) ->
                onLoop(() -> exited(failure == null ? exitValue : Integer.MIN_VALUE)));
  }

  private void notStarted(Throwable failure) {
    if (phase == Phase.ENDED) {
      removed();
      return;
    }
    surroundings.sink().line("[" + name() + "] can't be started: " + failure.getMessage());
    Invocation waiting = invocation;
    phase = Phase.ENDED;
    cancelTimer();
    owner.ending(this);
    if (waiting != null) {
      waiting.settle(
          InvocationResult.failed(
              "Runtime.InvalidEntrypoint",
              "RequestId: " + waiting.requestId() + " Error: " + failure.getMessage()));
    }
    removed();
  }

  // --- the Runtime API

  private void handle(HttpServerRequest request) {
    String path = HttpServers.path(request);
    if (path.equals(INVOCATION + "next") && request.method() == HttpMethod.GET) {
      nextRequested(request);
    } else if (path.equals(API + "init/error") && request.method() == HttpMethod.POST) {
      withBody(request, MAX_ERROR_BYTES, body -> initErrorReported(request, body));
    } else if (path.startsWith(INVOCATION)
        && path.endsWith("/response")
        && request.method() == HttpMethod.POST) {
      BoundedBody.read(request, MAX_RESPONSE_BYTES)
          .onSuccess(body -> responded(request, body))
          .onFailure(failure -> responseFailed(request, failure));
    } else if (path.startsWith(INVOCATION)
        && path.endsWith("/error")
        && request.method() == HttpMethod.POST) {
      withBody(request, MAX_RESPONSE_BYTES, body -> errorReported(request, body));
    } else {
      refuse(request, 404, "UnknownPath", "The Runtime API has no " + path);
    }
  }

  private void withBody(HttpServerRequest request, int limitBytes, Consumer<Buffer> handler) {
    BoundedBody.read(request, limitBytes)
        .onSuccess(handler::accept)
        .onFailure(
            failure ->
                refuse(request, 413, "RequestEntityTooLarge", "The error report is too large"));
  }

  private static void refuse(
      HttpServerRequest request, int status, String errorType, String errorMessage) {
    ObjectNode error = Json.object();
    error.put("errorMessage", errorMessage);
    error.put("errorType", errorType);
    if (!request.response().ended() && !request.response().closed()) {
      request
          .response()
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .end(Json.buffer(error));
    }
  }

  private static void accept(HttpServerRequest request) {
    request
        .response()
        .setStatusCode(202)
        .putHeader("Content-Type", "application/json")
        .end("{\"status\":\"OK\"}\n");
  }

  private static void refuseState(HttpServerRequest request) {
    refuse(request, 403, "InvalidStateTransition", "The environment is in another state");
  }

  private void nextRequested(HttpServerRequest request) {
    switch (phase) {
      case STARTING -> {
        await(request);
        initialized();
      }
      case RESPONDED -> {
        await(request);
        finished(null, null);
        becomeFree();
      }
      case FREE -> {
        // The runtime's connection broke while it waited, and it asks again.
        await(request);
        owner.free(this);
      }
      case BUSY, ENDED -> refuseState(request);
    }
  }

  private void await(HttpServerRequest request) {
    next = request;
    request
        .response()
        .closeHandler(
            closed -> {
              if (request.equals(next)) {
                next = null;
              }
            });
  }

  private void initialized() {
    cancelTimer();
    initDurationMillis = millisSince(startNanos);
    EnvironmentProcess started = process;
    if (started == null) {
      // The runtime was faster than the news of its start: look again when that has come.
      onLoop(this::initializedLater);
      return;
    }
    if (surroundings.settings().initVcpus().isPresent()) {
      try {
        started.limitCpu(function.vcpus());
      } catch (IOException e) {
        surroundings.sink().line("[" + name() + "] CPU can't be limited: " + e.getMessage());
      }
    }
    ObjectNode event = Json.object();
    event.put("quartet", "environmentStarted");
    event.put("function", function.name());
    event.put("environment", number);
    event.put("pid", started.pid());
    event.put("initDurationMillis", twoDecimals(initDurationMillis));
    event.put("initWithinInvocation", initWithinInvocation);
    surroundings.sink().line(event.toString());
    Invocation waiting = invocation;
    if (waiting == null) {
      becomeFree();
    } else {
      invocation = null;
      deliver(waiting);
    }
  }

  private void initializedLater() {
    if (phase == Phase.STARTING) {
      initialized();
    }
  }

  private void becomeFree() {
    phase = Phase.FREE;
    freeSinceNanos = System.nanoTime();
    owner.free(this);
  }

  /** Whether an event can be delivered right now. */
  boolean isFree() {
    return next != null && (phase == Phase.FREE || phase == Phase.STARTING);
  }

  /** Hands an event to the free runtime. */
  void deliver(Invocation event) {
    HttpServerRequest waiting = Objects.requireNonNull(next);
    next = null;
    phase = Phase.BUSY;
    invocation = event;
    result = null;
    runtimeErrorType = null;
    invocations++;
    long timeoutMillis = function.timeoutSeconds() * 1000L;
    if (!initWithinInvocation || invocations > 1) {
      invocationStartNanos = System.nanoTime();
    }
    long leftMillis = timeoutMillis - (long) millisSince(invocationStartNanos);
    logStart(event);
    timer = surroundings.vertx().setTimer(Math.max(1, leftMillis), id -> timedOut());
    HttpServerResponse response = waiting.response();
    response
        .putHeader("Content-Type", "application/json")
        .putHeader("Lambda-Runtime-Aws-Request-Id", event.requestId())
        .putHeader(
            "Lambda-Runtime-Deadline-Ms",
            Long.toString(System.currentTimeMillis() + Math.max(0, leftMillis)))
        .putHeader("Lambda-Runtime-Invoked-Function-Arn", function.arn())
        .putHeader("Lambda-Runtime-Trace-Id", event.traceId());
    String clientContext = event.clientContext();
    if (clientContext != null) {
      response.putHeader("Lambda-Runtime-Client-Context", clientContext);
    }
    response.end(event.payload());
  }

  private boolean isCurrent(HttpServerRequest request) {
    Invocation current = invocation;
    return phase == Phase.BUSY
        && current != null
        && HttpServers.path(request).startsWith(current.requestId() + "/", INVOCATION.length());
  }

  private void responded(HttpServerRequest request, Buffer body) {
    if (!isCurrent(request)) {
      refuseState(request);
      return;
    }
    accept(request);
    answered(new InvocationResult.Succeeded(body, null));
  }

  private void errorReported(HttpServerRequest request, Buffer body) {
    if (!isCurrent(request)) {
      refuseState(request);
      return;
    }
    accept(request);
    runtimeErrorType = errorTypeOf(request);
    answered(
        body.length() == 0
            ? InvocationResult.failed(runtimeErrorType, "")
            : new InvocationResult.Failed(body, null));
  }

  private static String errorTypeOf(HttpServerRequest request) {
    String errorType = request.getHeader("Lambda-Runtime-Function-Error-Type");
    return errorType == null || errorType.isBlank() ? "Runtime.Unknown" : errorType;
  }

  private void answered(InvocationResult answer) {
    Invocation current = Objects.requireNonNull(invocation);
    phase = Phase.RESPONDED;
    result = answer;
    if (!current.tailWanted()) {
      current.settle(answer);
    }
  }

  private void responseFailed(HttpServerRequest request, Throwable failure) {
    if (!(failure instanceof BoundedBody.TooLargeException)) {
      return; // The connection broke; the end of the process or the time-out follows.
    }
    if (!isCurrent(request)) {
      refuseState(request);
      return;
    }
    String message =
        "Response payload size exceeded maximum allowed payload size ("
            + MAX_RESPONSE_BYTES
            + " bytes).";
    refuse(request, 413, "RequestEntityTooLarge", message);
    failed("error", "Function.ResponseSizeTooLarge", message, null);
  }

  private void initErrorReported(HttpServerRequest request, Buffer body) {
    if (phase != Phase.STARTING) {
      refuseState(request);
      return;
    }
    accept(request);
    String errorType = errorTypeOf(request);
    initFailed(
        "error",
        errorType,
        body.length() == 0
            ? InvocationResult.failed(errorType, "The runtime reported an init error")
            : new InvocationResult.Failed(body, null));
  }

  // --- the ways to end

  private void timedOut() {
    timer = -1;
    if (phase == Phase.STARTING) {
      initFailed(
          "timeout",
          "Sandbox.Timedout",
          InvocationResult.failed("Sandbox.Timedout", requestPrefix() + timeoutMessage()));
    } else if (phase == Phase.BUSY || phase == Phase.RESPONDED) {
      platform(Instant.now() + " " + currentRequestId() + " " + timeoutMessage());
      failed("timeout", "Sandbox.Timedout", requestPrefix() + timeoutMessage(), null);
    }
  }

  private String timeoutMessage() {
    return "Task timed out after " + ReportLine.twoDecimals(function.timeoutSeconds()) + " seconds";
  }

  private void exited(int exitValue) {
    if (phase == Phase.ENDED) {
      return;
    }
    EnvironmentProcess ended = Objects.requireNonNull(process);
    boolean outOfMemory = ended.ranOutOfMemory();
    String errorType = outOfMemory ? OUT_OF_MEMORY : "Runtime.ExitError";
    String reason =
        outOfMemory ? "Runtime exited with error: signal: killed" : ProcessExit.describe(exitValue);
    if (phase == Phase.STARTING) {
      initFailed("error", errorType, InvocationResult.failed(errorType, requestPrefix() + reason));
    } else if (phase == Phase.FREE) {
      platform("The runtime ended while it was idle: " + reason);
      end("exit");
    } else {
      platform(requestPrefix() + reason);
      failed("error", errorType, requestPrefix() + reason, errorType);
    }
  }

  private String currentRequestId() {
    Invocation current = invocation;
    return current == null ? "" : current.requestId();
  }

  private String requestPrefix() {
    return "RequestId: " + currentRequestId() + " Error: ";
  }

  private void initFailed(String status, String errorType, InvocationResult failure) {
    cancelTimer();
    platform(
        "INIT_REPORT Init Duration: "
            + ReportLine.twoDecimals(millisSince(startNanos))
            + " ms\tPhase: "
            + (initWithinInvocation ? "invoke" : "init")
            + "\tStatus: "
            + status
            + (status.equals("timeout") ? "" : "\tError Type: " + errorType));
    Invocation waiting = Objects.requireNonNull(invocation);
    if (initWithinInvocation) {
      logStart(waiting);
      result = failure;
      initReported = true;
      finished(status, errorType);
      end(status.equals("timeout") ? "init timeout" : "init error");
    } else {
      invocation = null;
      end(status.equals("timeout") ? "init timeout" : "init error");
      owner.initAgain(waiting);
    }
  }

  private void failed(
      String status, String errorType, String errorMessage, @Nullable String reportedType) {
    if (phase == Phase.BUSY) {
      result = InvocationResult.failed(errorType, errorMessage);
    }
    finished(status, reportedType);
    end(status.equals("timeout") ? "timeout" : errorType);
  }

  /** Logs the end of the invocation and tells its caller, unless that was told before. */
  private void finished(@Nullable String status, @Nullable String errorType) {
    cancelTimer();
    Invocation current = Objects.requireNonNull(invocation);
    InvocationResult answer = Objects.requireNonNull(result);
    invocation = null;
    EnvironmentProcess running = process;
    if (running == null || !(surroundings.sink().isKept() || current.tailWanted())) {
      current.settle(answer);
      return;
    }
    String finalStatus = status;
    String finalErrorType = errorType;
    if (status == null && answer instanceof InvocationResult.Failed) {
      finalStatus = "error";
      finalErrorType = runtimeErrorType;
    }
    boolean tellsInit = !initReported && !initWithinInvocation;
    initReported = true;
    ReportLine report =
        new ReportLine(
            current.requestId(),
            Math.min(millisSince(invocationStartNanos), function.timeoutSeconds() * 1000.0),
            function.memoryMegabytes(),
            running.maxMemoryUsedMegabytes(),
            tellsInit ? twoDecimals(initDurationMillis) : null,
            finalStatus,
            finalErrorType);
    running.log().platform("END RequestId: " + current.requestId());
    if (current.tailWanted()) {
      running
          .log()
          .platformThenTail(
              report.toString(), tail -> onLoop(() -> current.settle(answer.withLogTail(tail))));
    } else {
      running.log().platform(report.toString());
      current.settle(answer);
    }
  }

  private void logStart(Invocation event) {
    EnvironmentProcess running = process;
    if (running != null && (surroundings.sink().isKept() || event.tailWanted())) {
      running.log().start("START RequestId: " + event.requestId() + " Version: $LATEST");
    }
  }

  private void platform(String line) {
    EnvironmentProcess running = process;
    if (running != null) {
      running.log().platform(line);
    }
  }

  /** Ends an environment that has nothing to do, or all at once at the end of the program. */
  void stop(String reason) {
    if (phase == Phase.ENDED) {
      return;
    }
    Invocation current = invocation;
    if (current != null) {
      current.settle(
          InvocationResult.failed(
              "Sandbox.Failure", requestPrefix() + "The environment was stopped"));
    }
    end(reason);
  }

  private void end(String reason) {
    cancelTimer();
    phase = Phase.ENDED;
    next = null;
    owner.ending(this);
    EnvironmentProcess running = process;
    if (running != null) {
      ObjectNode event = Json.object();
      event.put("quartet", "environmentEnded");
      event.put("function", function.name());
      event.put("environment", number);
      event.put("pid", running.pid());
      event.put("reason", reason);
      event.put("invocations", invocations);
      event.put("maxMemoryUsedMegabytes", running.maxMemoryUsedMegabytes());
      event.put("cpuMillis", running.cpuMillis());
      surroundings.sink().line(event.toString());
      remove();
    }
    // Else the start is under way and finds the phase when it has come about.
  }

  private void remove() {
    EnvironmentProcess running = Objects.requireNonNull(process);
    Thread.ofVirtual()
        .name("end of " + name())
        .start(
            () -> {
              try {
                running.cleanUp();
              } catch (IOException | RuntimeException e) {
                surroundings.sink().line("[" + name() + "] not all could be removed: " + e);
              } finally {
                onLoop(this::removed);
              }
            });
  }

  private void removed() {
    HttpServer server = runtimeApi;
    if (server != null) {
      server.close();
    }
    owner.ended(this);
  }

  private void cancelTimer() {
    if (timer >= 0) {
      surroundings.vertx().cancelTimer(timer);
      timer = -1;
    }
  }

  /** What GET /_quartet/environments tells of it. */
  ObjectNode describe() {
    ObjectNode json = Json.object();
    json.put("environment", number);
    json.put("state", phase.name().toLowerCase(Locale.ROOT));
    EnvironmentProcess running = process;
    if (running != null) {
      json.put("pid", running.pid());
      json.put("maxMemoryUsedMegabytes", running.maxMemoryUsedMegabytes());
      json.put("cpuMillis", running.cpuMillis());
    }
    json.put("initDurationMillis", twoDecimals(initDurationMillis));
    json.put("invocations", invocations);
    return json;
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }

  private static double twoDecimals(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
