package dev.quartet.serving;

import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.SessionSettings;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The models of the application, open and warm before the first request. */
final class Models {

  private Models() {}

  /**
   * Opens those of the configured folder, else those in the artifact.
   *
   * @throws dev.quartet.inference.ModelException if the folder is missing, or ONNX Runtime does not
   *     start
   */
  @Produces
  @Singleton
  @Startup
  static ModelRepository open(ModelsConfig config) {
    SessionSettings settings =
        new SessionSettings(
            config.inference().threads().orElseGet(Runtime.getRuntime()::availableProcessors),
            config.onnxruntime().path());
    // The application's own class loader, which need not be this library's.
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    return config
        .models()
        .map(folder -> ModelRepository.openFolder(folder, settings))
        .orElseGet(
            () ->
                ModelRepository.openBundled(application, BundledModels.in(application), settings));
  }

  static void close(@Disposes ModelRepository models) {
    models.close();
  }
}
