package dev.quartet.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are: the repository, and the Java that runs us and the targets. */
final class Root {
  private Root() {}

  /**
   * The repository's folder, which the scripts name in the system property {@code quartet.root};
   * else the working folder.
   *
   * @throws IOException when it is not the repository
   */
  static Path find() throws IOException {
    Path root = Path.of(System.getProperty("quartet.root", "")).toAbsolutePath().normalize();
    if (!Files.isRegularFile(root.resolve("loadtest/pom.xml"))) {
      throw new IOException(
          root + " is not Quartet's folder; start loadtest/compare, or set -Dquartet.root");
    }
    return root;
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
