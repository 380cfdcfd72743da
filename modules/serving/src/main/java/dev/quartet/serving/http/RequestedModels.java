package dev.quartet.serving.http;

import dev.quartet.inference.ModelEntry;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.ModelState;
import dev.quartet.inference.ServedModel;
import dev.quartet.inference.UnknownModel;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the model that a path names. */
@Singleton
final class RequestedModels {

  static final String NAME = "model";
  static final String VERSION = "version";

  private final ModelRepository repository;

  RequestedModels(ModelRepository repository) {
    this.repository = repository;
  }

  /**
   * The model that the path names. The caller closes it.
   *
   * @throws Refusal if there is none, or it is not ready
   */
  ServedModel of(RoutingContext context) {
    String name = name(context);
    @Nullable String version = context.pathParam(VERSION);
    try {
      return version == null ? repository.model(name) : repository.model(name, version);
    } catch (UnknownModel e) {
      throw why(name, version, e);
    }
  }

  static String name(RoutingContext context) {
    return String.valueOf(context.pathParam(NAME));
  }

  /** One that is there will perhaps be ready later; one that is not there won't. */
  private Refusal why(String name, @Nullable String version, UnknownModel unknown) {
    List<ModelEntry> entries =
        repository.index().stream()
            .filter(entry -> entry.name().equals(name))
            .filter(entry -> version == null || entry.version().equals(version))
            .filter(entry -> entry.state() != ModelState.READY)
            .toList();
    if (entries.isEmpty()) {
      return new Refusal(404, String.valueOf(unknown.getMessage()));
    }
    ModelEntry last = entries.getLast();
    return new Refusal(
        503,
        "The model '%s' is not ready: its version %s is %s%s"
            .formatted(
                name,
                last.version(),
                last.state(),
                last.reason().isEmpty() ? "." : ": " + last.reason()));
  }
}
