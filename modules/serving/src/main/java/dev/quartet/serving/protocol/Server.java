package dev.quartet.serving.protocol;

import dev.quartet.inference.ModelEntry;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.ModelState;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the server says of itself and of all its models. */
@Singleton
public final class Server {

  private final ModelRepository repository;
  private final RepositoryControl control;
  private final String name;
  private final String version;

  Server(
      ModelRepository repository,
      RepositoryControl control,
      @ConfigProperty(name = "quarkus.application.name", defaultValue = "quartet") String name,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "0") String version) {
    this.repository = repository;
    this.control = control;
    this.name = name;
    this.version = version;
  }

  public String name() {
    return name;
  }

  public String version() {
    return version;
  }

  /** The protocol's extensions that are served. */
  public List<String> extensions() {
    return control.refusal().isEmpty()
        ? List.of("binary_tensor_data", "model_repository")
        : List.of("binary_tensor_data");
  }

  /** Whether any model is, or there is none. */
  public boolean isReady() {
    List<ModelEntry> models = repository.index();
    return models.isEmpty() || models.stream().anyMatch(model -> model.state() == ModelState.READY);
  }

  /**
   * Every version of every model.
   *
   * @param onlyReady without those that are not ready
   */
  public List<ModelEntry> models(boolean onlyReady) {
    return repository.index().stream()
        .filter(entry -> !onlyReady || entry.state() == ModelState.READY)
        .toList();
  }
}
