package dev.quartet.locallambda;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** Function URLs: {@code http://host:port/<function>/<path>} invokes that function. */
final class FunctionUrl {
  private final Map<String, FunctionPool> pools;
  private final String region;

  FunctionUrl(Map<String, FunctionPool> pools, String region) {
    this.pools = pools;
    this.region = region;
  }

  void handle(HttpServerRequest request) {
    String path = HttpServers.path(request);
    int end = path.indexOf('/', 1);
    String name = path.length() < 2 ? "" : path.substring(1, end < 0 ? path.length() : end);
    FunctionPool pool = pools.get(name);
    if (pool == null) {
      message(
          request,
          404,
          "No function \""
              + name
              + "\". Function URLs are /<function>/<path> with one of: "
              + String.join(", ", pools.keySet()));
      return;
    }
    String rawPath = end < 0 ? "/" : path.substring(end);
    BoundedBody.read(request, InvokeApi.MAX_REQUEST_BYTES)
        .onSuccess(body -> invoke(request, pool, rawPath, body))
        .onFailure(
            failure -> {
              if (failure instanceof BoundedBody.TooLargeException) {
                message(request, 413, "Request Entity Too Large");
              }
              // Else the caller went away while it sent: there is nobody to answer.
            });
  }

  private void invoke(HttpServerRequest request, FunctionPool pool, String rawPath, Buffer body) {
    String requestId = Invocation.newRequestId();
    String callersTrace = request.getHeader("X-Amzn-Trace-Id");
    String traceId = callersTrace == null ? Invocation.newTraceId() : callersTrace;
    UrlEvent.Target target = new UrlEvent.Target(pool.function().name(), rawPath, region);
    Buffer event = UrlEvent.of(request, target, requestId, traceId, body);
    if (event.length() > InvokeApi.MAX_REQUEST_BYTES) {
      message(request, 413, "Request Entity Too Large");
      return;
    }
    pool.invoke(
        new Invocation(
            requestId, event, traceId, null, false, result -> answer(request, requestId, result)));
  }

  private static void answer(HttpServerRequest request, String requestId, InvocationResult result) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    response.putHeader("x-amzn-RequestId", requestId);
    switch (result) {
      case InvocationResult.Succeeded(Buffer payload, var tail) -> {
        UrlResponse answer = UrlResponse.parse(payload);
        if (answer == null) {
          message(request, 502, "Internal Server Error");
        } else {
          try {
            answer.send(response, request.method() == HttpMethod.HEAD);
          } catch (IllegalArgumentException e) {
            // A header that HTTP does not allow.
            response.headers().clear();
            message(request, 502, "Internal Server Error");
          }
        }
      }
      case InvocationResult.Failed failed -> message(request, 502, "Internal Server Error");
      case InvocationResult.Throttled throttled -> message(request, 429, "Rate Exceeded.");
    }
  }

  private static void message(HttpServerRequest request, int status, String message) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(Json.buffer(Json.object().put("message", message)));
  }
}
