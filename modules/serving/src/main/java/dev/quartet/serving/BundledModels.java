package dev.quartet.serving;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The models among the resources of the artifact. A package's resources can't be listed alike in
 * all packages, so the build writes down which there are.
 */
final class BundledModels {

  /** One resource a line. Written by Quartet's extension when the application is built. */
  static final String LIST = "META-INF/quartet/models.txt";

  private BundledModels() {}

  /** Their names; none where nothing was written down. */
  static List<String> in(ClassLoader classLoader) {
    try (InputStream list = classLoader.getResourceAsStream(LIST)) {
      return list == null
          ? List.of()
          : new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + LIST + " can't be read", e);
    }
  }
}
