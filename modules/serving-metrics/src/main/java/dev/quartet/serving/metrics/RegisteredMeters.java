package dev.quartet.serving.metrics;

import dev.quartet.serving.ModelMeter;
import dev.quartet.serving.ModelMeters;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Measures the runs of models in the application's registry. */
@Singleton
final class RegisteredMeters implements ModelMeters {

  private final MeterRegistry registry;

  RegisteredMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public ModelMeter of(String model, String version) {
    return new RegisteredMeter(registry, model, version);
  }
}
