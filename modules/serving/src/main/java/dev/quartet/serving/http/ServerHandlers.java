package dev.quartet.serving.http;

import dev.quartet.inference.ModelEntry;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.ModelState;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the server says of itself. */
@Singleton
final class ServerHandlers {

  private final ModelRepository repository;
  private final RepositoryControl control;
  private final String name;
  private final String version;

  ServerHandlers(
      ModelRepository repository,
      RepositoryControl control,
      @ConfigProperty(name = "quarkus.application.name", defaultValue = "quartet") String name,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "0") String version) {
    this.repository = repository;
    this.control = control;
    this.name = name;
    this.version = version;
  }

  Answer metadata() {
    return JsonAnswers.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("name", name);
          json.writeStringField("version", version);
          json.writeArrayFieldStart("extensions");
          json.writeString("binary_tensor_data");
          if (control.refusal().isEmpty()) {
            json.writeString("model_repository");
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  Answer live() {
    return JsonAnswers.of(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("live", true);
          json.writeEndObject();
        });
  }

  /** The specification says {@code live} here too, and clients read {@code ready}. */
  Answer ready() {
    List<ModelEntry> models = repository.index();
    if (!models.isEmpty()
        && models.stream().noneMatch(model -> model.state() == ModelState.READY)) {
      throw new Refusal(503, "No model is ready.");
    }
    return JsonAnswers.of(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("live", true);
          json.writeBooleanField("ready", true);
          json.writeEndObject();
        });
  }
}
