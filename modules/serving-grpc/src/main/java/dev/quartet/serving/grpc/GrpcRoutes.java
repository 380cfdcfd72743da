package dev.quartet.serving.grpc;

import dev.quartet.extension.http.Admission;
import dev.quartet.extension.http.Bodies;
import dev.quartet.extension.http.RunningCall;
import dev.quartet.serving.protocol.Compression;
import dev.quartet.serving.protocol.Refusals;
import dev.quartet.serving.protocol.Work;
import dev.quartet.serving.protocol.Workers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The paths of the services. What answers them is made by the first call, so that an application
 * that is asked by HTTP alone starts as if it was not there.
 */
@Singleton
final class GrpcRoutes {

  private static final String METHOD = "method";

  private final GrpcProtocol protocol;
  private final Admission admission;
  private final Bodies bodies;
  private final Workers workers;
  private final Refusals refusals;
  private final Provider<InferenceMethods> inference;
  private final Provider<HealthMethods> health;

  GrpcRoutes(
      GrpcProtocol protocol,
      Admission admission,
      Bodies bodies,
      Workers workers,
      Refusals refusals,
      Provider<InferenceMethods> inference,
      Provider<HealthMethods> health) {
    this.protocol = protocol;
    this.admission = admission;
    this.bodies = bodies;
    this.workers = workers;
    this.refusals = refusals;
    this.inference = inference;
    this.health = health;
  }

  void add(@Observes Router router) {
    add(router, Services.INFERENCE, inference);
    add(router, Services.HEALTH, health);
  }

  private void add(Router router, String service, Provider<? extends Methods> methods) {
    router
        .route("/" + service + "/:" + METHOD)
        .handler(
            context -> {
              try {
                answer(context, methods);
              } catch (RuntimeException e) {
                refusals.answer(context, e);
              }
            });
  }

  private void answer(RoutingContext context, Provider<? extends Methods> methods) {
    HttpServerRequest request = context.request();
    if (!isGrpc(request)) {
      context
          .response()
          .setStatusCode(415)
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
          .end("Expected gRPC here: POST by HTTP/2, Content-Type " + Frame.CONTENT_TYPE + ".\n");
      return;
    }
    Optional<Compression> compression = Frame.compression(request.getHeader(Frame.ENCODING));
    String method = String.valueOf(context.pathParam(METHOD));
    admission.startTimer(context);
    RunningCall running = RunningCall.of(context);
    bodies.read(
        context,
        body -> {
          if (admission.enter(context)) {
            answer(
                context,
                running,
                body,
                compression,
                message -> methods.get().begin(method, message));
          }
        });
  }

  /** A small message is read on the event loop. */
  private void answer(
      RoutingContext context,
      RunningCall running,
      byte[] body,
      Optional<Compression> compression,
      Function<Part, Work<byte[]>> method) {
    Supplier<Work<byte[]>> reader =
        () -> method.apply(Frame.message(body, compression, protocol.bodyLimit()));
    Consumer<byte[]> send =
        answer -> {
          admission.leave();
          send(context.response(), answer);
        };
    if (compression.isEmpty() && workers.isSmall(body)) {
      workers.readOnEventLoop(context, running, reader, send);
    } else {
      workers.readOnWorker(context, running, reader::get, send);
    }
  }

  private static boolean isGrpc(HttpServerRequest request) {
    @Nullable String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return request.version() == HttpVersion.HTTP_2
        && request.method() == HttpMethod.POST
        && type != null
        && (type.equals(Frame.CONTENT_TYPE)
            || type.startsWith(Frame.CONTENT_TYPE + "+proto")
            || type.startsWith(Frame.CONTENT_TYPE + ";"));
  }

  /** Unless the caller is answered or gone already. */
  private static void send(HttpServerResponse response, byte[] answer) {
    if (response.ended() || response.closed()) {
      return;
    }
    Frame.begin(response)
        .putTrailer(Status.CODE, String.valueOf(Status.OK.code()))
        .end(Buffer.buffer(answer));
  }
}
