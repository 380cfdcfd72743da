package dev.quartet.serving.http;

import dev.quartet.inference.ServedModel;
import dev.quartet.serving.protocol.RequestedModels;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The model that a path names. */
final class ModelPath {

  static final String NAME = "model";
  static final String VERSION = "version";

  private ModelPath() {}

  static String name(RoutingContext context) {
    return String.valueOf(context.pathParam(NAME));
  }

  /** {@code null} if the path has none. */
  static @Nullable String version(RoutingContext context) {
    return context.pathParam(VERSION);
  }

  /**
   * The model. The caller closes it.
   *
   * @throws dev.quartet.serving.protocol.Refusal if there is none, or it is not ready
   */
  static ServedModel in(RoutingContext context, RequestedModels models) {
    return models.of(name(context), version(context));
  }
}
