package dev.quartet.serving;

import dev.quartet.inference.ModelEntry;
import dev.quartet.inference.ModelException;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.ModelState;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells each model's state, and is ready unless there are models and none answers: a bad one is no
 * reason to keep requests from the others.
 */
@Readiness
@Singleton
final class ModelsReadiness implements HealthCheck {

  private final ModelRepository models;

  ModelsReadiness(ModelRepository models) {
    this.models = models;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("models");
    try {
      List<ModelEntry> entries = models.index();
      entries.forEach(entry -> response.withData(name(entry), state(entry)));
      boolean anyReady = entries.stream().anyMatch(entry -> entry.state() == ModelState.READY);
      return response.status(anyReady || entries.isEmpty()).build();
    } catch (ModelException e) {
      return response.withData("reason", e.getMessage()).down().build();
    }
  }

  private static String name(ModelEntry entry) {
    return entry.version().isEmpty() ? entry.name() : entry.name() + " " + entry.version();
  }

  private static String state(ModelEntry entry) {
    return entry.reason().isEmpty() ? entry.state().name() : entry.state() + ": " + entry.reason();
  }
}
