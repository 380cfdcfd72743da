package dev.quartet.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The models that {@code src/test/models/make.py} makes. */
final class TestModels {

  private TestModels() {}

  static Path folder() {
    try {
      return Path.of(
          Objects.requireNonNull(TestModels.class.getClassLoader().getResource("models")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts a version of a model into another folder, as one or another number. */
  static Path copy(String model, String version, Path to, String model2, String version2) {
    try {
      Path place = Files.createDirectories(to.resolve(model2).resolve(version2));
      return Files.copy(
          folder().resolve(model).resolve(version).resolve("model.onnx"),
          place.resolve("model.onnx"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
