package dev.quartet.functions.onnx;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the model answers. One run takes microseconds, so it needs no time limit. */
@Readiness
@Singleton
final class ModelReadiness implements HealthCheck {

  private final OnnxDigitClassifier classifier;

  ModelReadiness(OnnxDigitClassifier classifier) {
    this.classifier = classifier;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("model");
    try {
      classifier.prime();
      return response.up().build();
    } catch (RuntimeException e) {
      return response.withData("reason", String.valueOf(e.getMessage())).down().build();
    }
  }
}
