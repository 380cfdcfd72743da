package dev.quartet.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds runs that are there. */
final class RunNames {
  private RunNames() {}

  /**
   * @param run a folder, or the name of one under {@code loadtest/results}
   * @throws IOException when there is neither
   */
  static Path find(Path run) throws IOException {
    if (Files.isDirectory(run)) {
      return run.toAbsolutePath().normalize();
    }
    Path under = Root.find().resolve("loadtest/results").resolve(run);
    if (Files.isDirectory(under)) {
      return under;
    }
    throw new IOException("there is no run " + run + ", nor " + under);
  }
}
