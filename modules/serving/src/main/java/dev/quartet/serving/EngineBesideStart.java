package dev.quartet.serving;

import dev.quartet.extension.BesideStart;
import dev.quartet.extension.ServedFunctions;
import dev.quartet.inference.ModelRepository;
import io.quarkus.arc.Arc;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Loads ONNX Runtime, which takes as long as all else in the start of a native executable, unless
 * this process is for a function that has no model.
 */
public final class EngineBesideStart implements BesideStart {

  @Override
  public void run() {
    if (!Arc.container().instance(ServedFunctions.class).get().use(ModelRepository.class)) {
      return;
    }
    Optional<Path> libraries =
        ConfigProvider.getConfig().getOptionalValue("quartet.onnxruntime.path", Path.class);
    ModelRepository.startEngine(libraries);
  }
}
