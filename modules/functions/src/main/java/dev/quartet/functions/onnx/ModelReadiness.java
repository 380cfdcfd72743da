package dev.quartet.functions.onnx;

import dev.quartet.functions.DigitClassifier;
import dev.quartet.functions.Pixels;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the model of {@code predict} answers. One run takes microseconds, so it needs no time
 * limit.
 */
@Readiness
@Singleton
final class ModelReadiness implements HealthCheck {

  private final DigitClassifier classifier;

  ModelReadiness(DigitClassifier classifier) {
    this.classifier = classifier;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("model");
    try {
      int classes = classifier.probabilities(new float[Pixels.COUNT]).length;
      return response.withData("classes", classes).up().build();
    } catch (RuntimeException e) {
      return response.withData("reason", String.valueOf(e.getMessage())).down().build();
    }
  }
}
