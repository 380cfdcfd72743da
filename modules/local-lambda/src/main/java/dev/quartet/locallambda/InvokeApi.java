package dev.quartet.locallambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AWS's Invoke API and the two calls that users of its command line try first. */
final class InvokeApi {
  /** Largest event of a synchronous call: 6 MiB. */
  static final int MAX_REQUEST_BYTES = 6_291_456;

  /** Largest event of an asynchronous call: 1 MiB. */
  static final int MAX_EVENT_BYTES = 1_048_576;

  private static final String FUNCTIONS = "/2015-03-31/functions";
  private static final String ENVIRONMENTS = "/_quartet/environments";

  private final Map<String, FunctionPool> pools;
  private final AsyncInvocations asyncInvocations;
  private final FunctionPackage unpacked;
  private final ResourceLimits limits;

  InvokeApi(
      Map<String, FunctionPool> pools,
      AsyncInvocations asyncInvocations,
      FunctionPackage unpacked,
      ResourceLimits limits) {
    this.pools = pools;
    this.asyncInvocations = asyncInvocations;
    this.unpacked = unpacked;
    this.limits = limits;
  }

  /** A refusal as AWS's SDKs understand it. */
  private record Refusal(int status, String errorType, String message) {}

  void handle(HttpServerRequest request) {
    String path = HttpServers.path(request);
    if (path.startsWith(FUNCTIONS)) {
      functions(request, path.substring(FUNCTIONS.length()));
    } else if (path.equals(ENVIRONMENTS) && request.method() == HttpMethod.GET) {
      answer(request, 200, environments());
    } else if (path.equals(ENVIRONMENTS) && request.method() == HttpMethod.DELETE) {
      stopIdle(request);
    } else {
      refuse(request, unknownPath(request));
    }
  }

  private void functions(HttpServerRequest request, String rest) {
    boolean get = request.method() == HttpMethod.GET;
    if (rest.isEmpty() || rest.equals("/")) {
      if (get) {
        answer(request, 200, listing());
      } else {
        refuse(request, unknownPath(request));
      }
      return;
    }
    int end = rest.indexOf('/', 1);
    String name = decoded(rest.substring(1, end < 0 ? rest.length() : end));
    String operation = end < 0 ? "" : rest.substring(end);
    if (operation.equals("/invocations") && request.method() == HttpMethod.POST) {
      invoke(request, name);
      return;
    }
    FunctionPool pool = find(request, name);
    if (get && operation.isEmpty()) {
      if (pool == null) {
        refuse(request, notFound(name));
      } else {
        ObjectNode function = Json.object();
        function.set("Configuration", configuration(pool.function()));
        answer(request, 200, function);
      }
    } else if (get && operation.equals("/configuration")) {
      if (pool == null) {
        refuse(request, notFound(name));
      } else {
        answer(request, 200, configuration(pool.function()));
      }
    } else {
      refuse(request, unknownPath(request));
    }
  }

  /** A broken escape stays as it is: no function is called so. */
  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }

  private @Nullable FunctionPool find(HttpServerRequest request, String text) {
    FunctionName name = FunctionName.parse(text);
    if (name == null) {
      return null;
    }
    String qualifier = name.qualifier() == null ? request.getParam("Qualifier") : name.qualifier();
    return qualifier == null || qualifier.equals("$LATEST") ? pools.get(name.name()) : null;
  }

  // --- invocations

  private void invoke(HttpServerRequest request, String name) {
    String type = request.getHeader("X-Amz-Invocation-Type");
    boolean event = "Event".equals(type);
    BoundedBody.read(request, event ? MAX_EVENT_BYTES : MAX_REQUEST_BYTES)
        .onSuccess(body -> invoke(request, name, type == null ? "RequestResponse" : type, body))
        .onFailure(
            failure -> {
              if (failure instanceof BoundedBody.TooLargeException) {
                refuse(request, tooLarge(event));
              }
              // Else the caller went away while it sent: there is nobody to answer.
            });
  }

  private static Refusal tooLarge(boolean event) {
    return new Refusal(
        413,
        "RequestEntityTooLargeException",
        "Request must be smaller than "
            + (event ? MAX_EVENT_BYTES : MAX_REQUEST_BYTES)
            + " bytes for the "
            + (event
                ? "InvokeFunction operation with invocation type Event"
                : "InvokeFunction operation"));
  }

  private void invoke(HttpServerRequest request, String name, String type, Buffer body) {
    FunctionPool pool = find(request, name);
    if (pool == null) {
      refuse(request, notFound(name));
      return;
    }
    Buffer payload = body.length() == 0 ? Buffer.buffer("{}") : body;
    String clientContext;
    try {
      Json.requireOneValue(payload.getBytes());
      clientContext = clientContext(request);
    } catch (JsonProcessingException e) {
      refuse(request, invalidContent(e.getOriginalMessage()));
      return;
    } catch (IOException e) {
      refuse(request, invalidContent(String.valueOf(e.getMessage())));
      return;
    }
    String requestId = Invocation.newRequestId();
    String traceId = request.getHeader("X-Amzn-Trace-Id");
    switch (type) {
      case "RequestResponse" ->
          pool.invoke(
              new Invocation(
                  requestId,
                  payload,
                  traceId,
                  clientContext,
                  "Tail".equalsIgnoreCase(request.getHeader("X-Amz-Log-Type")),
                  result -> answer(request, requestId, result)));
      case "Event" -> {
        asyncInvocations.accept(
            new AsyncInvocations.Event(pool, requestId, payload, traceId, clientContext));
        head(request, 202, requestId).end();
      }
      case "DryRun" -> head(request, 204, requestId).end();
      default ->
          refuse(
              request,
              new Refusal(
                  400,
                  "InvalidParameterValueException",
                  "X-Amz-Invocation-Type is "
                      + type
                      + "; it must be RequestResponse, Event or DryRun."));
    }
  }

  /** The caller's context comes in base64, the runtime wants JSON. */
  private static @Nullable String clientContext(HttpServerRequest request) throws IOException {
    String encoded = request.getHeader("X-Amz-Client-Context");
    if (encoded == null) {
      return null;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(encoded);
      // Parsing and writing it again leaves no line break that could end a header.
      return Json.MAPPER
          .writer()
          .with(JsonWriteFeature.ESCAPE_NON_ASCII)
          .writeValueAsString(Json.MAPPER.readTree(decoded));
    } catch (IllegalArgumentException e) {
      throw new IOException("X-Amz-Client-Context is not base64");
    }
  }

  private static void answer(HttpServerRequest request, String requestId, InvocationResult result) {
    if (request.response().closed()) {
      return;
    }
    switch (result) {
      case InvocationResult.Succeeded(Buffer payload, byte @Nullable [] tail) ->
          executed(request, requestId, tail).end(payload);
      case InvocationResult.Failed(Buffer payload, byte @Nullable [] tail) ->
          executed(request, requestId, tail)
              .putHeader("X-Amz-Function-Error", "Unhandled")
              .end(payload);
      case InvocationResult.Throttled throttled -> refuse(request, throttled());
    }
  }

  private static HttpServerResponse executed(
      HttpServerRequest request, String requestId, byte @Nullable [] tail) {
    HttpServerResponse response =
        head(request, 200, requestId)
            .putHeader("Content-Type", "application/json")
            .putHeader("X-Amz-Executed-Version", "$LATEST");
    if (tail != null) {
      response.putHeader("X-Amz-Log-Result", Base64.getEncoder().encodeToString(tail));
    }
    return response;
  }

  private static HttpServerResponse head(HttpServerRequest request, int status, String requestId) {
    return request.response().setStatusCode(status).putHeader("x-amzn-RequestId", requestId);
  }

  // --- refusals

  private static Refusal throttled() {
    return new Refusal(429, "TooManyRequestsException", "Rate Exceeded.");
  }

  private Refusal notFound(String name) {
    return new Refusal(
        404,
        "ResourceNotFoundException",
        "Function not found: " + name + ". This zip has: " + String.join(", ", pools.keySet()));
  }

  private static Refusal invalidContent(String reason) {
    return new Refusal(
        400, "InvalidRequestContentException", "Could not parse request body into json: " + reason);
  }

  private static Refusal unknownPath(HttpServerRequest request) {
    return new Refusal(
        404,
        "UnknownOperationException",
        "local-lambda answers Invoke, ListFunctions and GetFunction, not "
            + request.method()
            + " "
            + HttpServers.path(request));
  }

  private static void refuse(HttpServerRequest request, Refusal refusal) {
    ObjectNode body = Json.object();
    body.put("Type", "User");
    body.put("message", refusal.message());
    if (refusal.status() == 429) {
      body.put("Reason", "ReservedFunctionConcurrentInvocationLimitExceeded");
    }
    head(request, refusal.status(), Invocation.newRequestId())
        .putHeader("Content-Type", "application/json")
        .putHeader("x-amzn-ErrorType", refusal.errorType())
        .end(Json.buffer(body));
  }

  private static void answer(HttpServerRequest request, int status, ObjectNode body) {
    head(request, status, Invocation.newRequestId())
        .putHeader("Content-Type", "application/json")
        .end(Json.buffer(body));
  }

  // --- what there is

  private ObjectNode listing() {
    ObjectNode listing = Json.object();
    ArrayNode functions = listing.putArray("Functions");
    pools.values().forEach(pool -> functions.add(configuration(pool.function())));
    return listing;
  }

  private ObjectNode configuration(ServedFunction function) {
    Manifest manifest = unpacked.manifest();
    ObjectNode configuration = Json.object();
    configuration.put("FunctionName", function.name());
    configuration.put("FunctionArn", function.arn());
    configuration.put("Runtime", manifest.runtime());
    configuration.put("Handler", manifest.handler());
    configuration.put("Timeout", function.timeoutSeconds());
    configuration.put("MemorySize", function.memoryMegabytes());
    configuration.put("Version", "$LATEST");
    configuration.put("PackageType", "Zip");
    configuration.put("State", "Active");
    configuration
        .putArray("Architectures")
        .add(
            System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).equals("aarch64")
                ? "arm64"
                : "x86_64");
    return configuration;
  }

  private ObjectNode environments() {
    ObjectNode answer = Json.object();
    answer.put("limits", limits.description());
    ObjectNode functions = answer.putObject("functions");
    pools.forEach((name, pool) -> functions.set(name, pool.describe()));
    return answer;
  }

  private void stopIdle(HttpServerRequest request) {
    List<Future<Integer>> stops = new ArrayList<>();
    pools.values().forEach(pool -> stops.add(pool.stopIdle()));
    Future.all(stops)
        .onSuccess(
            all -> {
              int stopped = stops.stream().mapToInt(Future::result).sum();
              answer(request, 200, Json.object().put("stopped", stopped));
            });
  }
}
