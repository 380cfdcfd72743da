package dev.quartet.localaws;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The endpoint's own interface. No bucket can have its name, because bucket names hold no
 * underscore.
 */
final class Administration {
  private static final String PREFIX = "/_quartet/";
  private static final String DEFAULT_LIMIT = "50";
  private static final Pattern LIMIT = Pattern.compile("[1-9]\\d{0,2}");

  private final Map<Service, Backend> backends;
  private final Faults faults;
  private final Counters counters;
  private final Contents contents;
  private final boolean lean;

  Administration(
      Map<Service, Backend> backends,
      Faults faults,
      Counters counters,
      Contents contents,
      boolean lean) {
    this.backends = backends;
    this.faults = faults;
    this.counters = counters;
    this.contents = contents;
    this.lean = lean;
  }

  static boolean isFor(HttpServerRequest request) {
    return String.valueOf(request.path()).startsWith(PREFIX);
  }

  void handle(HttpServerRequest request) {
    switch (request.method().name() + " " + request.path()) {
      case "GET /_quartet/health" -> health(request);
      case "GET /_quartet/counters" -> answer(request, 200, counters());
      case "GET /_quartet/contents" -> contents(request);
      case "GET /_quartet/faults" -> answer(request, 200, faults());
      case "PUT /_quartet/faults" -> request.body().onSuccess(body -> putFault(request, body));
      case "DELETE /_quartet/faults" -> {
        faults.clear();
        answer(request, 200, faults());
      }
      default ->
          error(
              request,
              404,
              "There are GET /_quartet/health, GET /_quartet/counters, GET /_quartet/contents and GET,"
                  + " PUT, DELETE /_quartet/faults.");
    }
  }

  private void health(HttpServerRequest request) {
    boolean serving =
        backends.values().stream()
            .map(Backend::state)
            .allMatch(state -> state == Backend.State.READY || state == Backend.State.IDLE);
    JsonObject services = new JsonObject();
    backends.forEach(
        (service, backend) ->
            services.put(
                service.id(),
                new JsonObject()
                    .put("implementation", backend.implementation())
                    .put("state", backend.state().name().toLowerCase(Locale.ROOT))));
    answer(
        request,
        serving ? 200 : 503,
        new JsonObject()
            .put("status", serving ? "ready" : "not ready")
            .put("mode", lean ? "lean" : "default")
            .put("services", services));
  }

  private JsonObject counters() {
    JsonObject services = new JsonObject();
    JsonObject processes = new JsonObject().put("front", process(ProcessHandle.current()));
    backends.forEach(
        (service, backend) -> {
          services.put(service.id(), counters.toJson(service));
          backend.process().ifPresent(handle -> processes.put(service.id(), process(handle)));
        });
    return new JsonObject().put("services", services).put("processes", processes);
  }

  private static JsonObject process(ProcessHandle handle) {
    JsonObject json = new JsonObject().put("pid", handle.pid());
    handle
        .info()
        .totalCpuDuration()
        .map(Duration::toMillis)
        .ifPresent(millis -> json.put("cpuMillis", millis));
    return json;
  }

  private void contents(HttpServerRequest request) {
    String given = request.getParam("limit", DEFAULT_LIMIT);
    if (!LIMIT.matcher(given).matches()) {
      error(request, 400, "'limit' must be a number from 1 to 999.");
      return;
    }
    contents
        .read(Integer.parseInt(given))
        .onSuccess(json -> answer(request, 200, json))
        .onFailure(failure -> error(request, 503, String.valueOf(failure.getMessage())));
  }

  private JsonObject faults() {
    JsonArray rules = new JsonArray();
    faults.rules().forEach(rule -> rules.add(rule.toJson()));
    return new JsonObject().put("faults", rules);
  }

  private void putFault(HttpServerRequest request, Buffer body) {
    try {
      faults.put(FaultRule.parse(body.toJsonObject()));
      answer(request, 200, faults());
    } catch (DecodeException | ClassCastException e) {
      error(
          request,
          400,
          "The body must be a JSON object such as {\"service\":\"s3\",\"status\":503,\"count\":1}.");
    } catch (IllegalArgumentException e) {
      error(request, 400, String.valueOf(e.getMessage()));
    }
  }

  private static void error(HttpServerRequest request, int status, String message) {
    answer(request, status, new JsonObject().put("error", message));
  }

  private static void answer(HttpServerRequest request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.toBuffer().appendString("\n"));
  }
}
