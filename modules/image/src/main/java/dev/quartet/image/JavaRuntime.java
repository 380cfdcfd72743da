package dev.quartet.image;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.spi.ToolProvider;

/** Links a Java runtime of this JDK's modules. */
final class JavaRuntime {

  private JavaRuntime() {}

  /**
   * Links the modules, and those that they require, to a runtime in a new folder.
   *
   * @throws IllegalStateException if jlink fails, with its output
   */
  static void link(Set<String> modules, Path folder) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    int exitCode =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IllegalStateException("This JDK has no jlink: use a whole one."))
            .run(
                writer,
                writer,
                "--add-modules",
                String.join(",", modules),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                folder.toString());
    if (exitCode != 0) {
      throw new IllegalStateException("jlink ended with " + exitCode + ": " + output);
    }
  }
}
