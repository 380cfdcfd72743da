package dev.quartet.serving.protocol;

import dev.quartet.inference.ModelEntry;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.ModelState;
import dev.quartet.inference.ServedModel;
import dev.quartet.inference.UnknownModel;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the model that a request names. */
@Singleton
public final class RequestedModels {

  private final ModelRepository repository;

  RequestedModels(ModelRepository repository) {
    this.repository = repository;
  }

  /**
   * A model. The caller closes it.
   *
   * @param version the highest that is ready if {@code null}
   * @throws Refusal if there is none, or it is not ready
   */
  public ServedModel of(String name, @Nullable String version) {
    try {
      return version == null ? repository.model(name) : repository.model(name, version);
    } catch (UnknownModel e) {
      throw why(name, version, e);
    }
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
