package dev.quartet.serving.http;

import dev.quartet.extension.http.Problems;
import dev.quartet.serving.protocol.Refusal;
import dev.quartet.serving.protocol.Refusals;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** The paths of the protocol, and that of images. */
@Singleton
final class Routes {

  private static final String MODEL = "/v2/models/:" + ModelPath.NAME;
  private static final String MODEL_VERSION = MODEL + "/versions/:" + ModelPath.VERSION;
  private static final String REPOSITORY = "/v2/repository";
  private static final String REPOSITORY_MODEL = REPOSITORY + "/models/:" + ModelPath.NAME;

  private final ServerHandlers server;
  private final ModelHandlers model;
  private final InferHandler infer;
  private final RepositoryHandlers repository;
  private final ImageHandler image;
  private final Calls calls;
  private final Problems problems;
  private final Refusals refusals;

  Routes(
      ServerHandlers server,
      ModelHandlers model,
      InferHandler infer,
      RepositoryHandlers repository,
      ImageHandler image,
      Calls calls,
      Problems problems,
      Refusals refusals) {
    this.server = server;
    this.model = model;
    this.infer = infer;
    this.repository = repository;
    this.image = image;
    this.calls = calls;
    this.problems = problems;
    this.refusals = refusals;
  }

  void add(@Observes Router router) {
    get(router, "/v2", context -> send(context, server.metadata()));
    get(router, "/v2/health/live", context -> send(context, server.live()));
    get(router, "/v2/health/ready", context -> calls.answer(context, server::ready));
    for (String path : List.of(MODEL, MODEL_VERSION)) {
      get(router, path, context -> calls.answer(context, () -> model.metadata(context)));
      get(router, path + "/ready", context -> calls.answer(context, () -> model.ready(context)));
      post(router, path + "/infer", infer);
    }
    post(router, REPOSITORY + "/index", repository::index);
    post(router, REPOSITORY_MODEL + "/load", repository::load);
    post(router, REPOSITORY_MODEL + "/unload", repository::unload);
    router.route("/v2/*").handler(this::unknown);
    post(router, ImageHandler.PATH, image);
  }

  private static void send(RoutingContext context, Answer answer) {
    answer.send(context.response());
  }

  private void get(Router router, String path, Handler<RoutingContext> handler) {
    route(router, path, List.of(HttpMethod.GET, HttpMethod.HEAD), handler);
  }

  private void post(Router router, String path, Handler<RoutingContext> handler) {
    route(router, path, List.of(HttpMethod.POST), handler);
  }

  private void route(
      Router router, String path, List<HttpMethod> methods, Handler<RoutingContext> handler) {
    String allowed =
        String.join(", ", methods.stream().map(HttpMethod::name).toList()) + ", OPTIONS";
    router
        .route(path)
        .handler(
            context -> {
              HttpMethod method = context.request().method();
              if (method == HttpMethod.OPTIONS) {
                context.response().putHeader(HttpHeaders.ALLOW, allowed).setStatusCode(204).end();
              } else if (!methods.contains(method)) {
                context.response().putHeader(HttpHeaders.ALLOW, allowed);
                problems.answer(
                    context,
                    405,
                    "Method Not Allowed",
                    "%s is asked by %s, not %s."
                        .formatted(context.normalizedPath(), methods.getFirst(), method));
              } else {
                handle(context, handler);
              }
            });
  }

  private void handle(RoutingContext context, Handler<RoutingContext> handler) {
    try {
      handler.handle(context);
    } catch (RuntimeException e) {
      refusals.answer(context, e);
    }
  }

  private void unknown(RoutingContext context) {
    refusals.answer(
        context,
        new Refusal(
            404,
            "Nothing is here. GET /v2/models/<name> describes a model, POST"
                + " /v2/models/<name>/infer runs it, POST /v2/repository/index lists all."));
  }
}
