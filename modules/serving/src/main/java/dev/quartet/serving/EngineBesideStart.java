package dev.quartet.serving;

import dev.quartet.extension.BesideStart;
import dev.quartet.inference.ModelRepository;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Loads ONNX Runtime, which takes as long as all else in the start of a native executable. */
public final class EngineBesideStart implements BesideStart {

  @Override
  public void run() {
    Optional<Path> libraries =
        ConfigProvider.getConfig().getOptionalValue("quartet.onnxruntime.path", Path.class);
    ModelRepository.startEngine(libraries);
  }
}
