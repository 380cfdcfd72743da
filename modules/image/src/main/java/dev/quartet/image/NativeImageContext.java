package dev.quartet.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Makes the context that the image of a native executable is built from: the executable and, beside
 * it, the libraries that lie beside it, and others. The build runs it after the executable is made.
 */
public final class NativeImageContext {

  private static final String EXECUTABLE = "application";

  private NativeImageContext() {}

  /** Makes the context. */
  public static void main(String[] arguments) throws IOException {
    Settings settings = CommandLine.populateCommand(new Settings(), arguments);
    Path image = settings.image;
    Folders.delete(image);
    Path app = Files.createDirectories(image.resolve("app"));
    Files.copy(settings.executable, app.resolve(EXECUTABLE));
    bringLibrariesBeside(settings.executable, app);
    @Nullable Path libraries = settings.nativeLibraries;
    if (libraries != null && Files.isDirectory(libraries)) {
      // ONNX Runtime looks for them beside the executable.
      Folders.copy(libraries, app);
    }
    Folders.setTimes(app);
    // Last, so that a context with a Containerfile is a whole one.
    Containerfile.NATIVE.writeInto(image);
  }

  /** The parts of the JDK that native-image leaves outside of the executable, such as AWT's. */
  private static void bringLibrariesBeside(Path executable, Path app) throws IOException {
    Path folder = Objects.requireNonNull(executable.toAbsolutePath().getParent());
    try (DirectoryStream<Path> libraries = Files.newDirectoryStream(folder, "*.so")) {
      for (Path library : libraries) {
        Files.copy(library, app.resolve(library.getFileName()));
      }
    }
  }

  /** What the build says about the executable and where its image context goes. */
  private static final class Settings {

    @Option(
        names = "--executable",
        paramLabel = "FILE",
        required = true,
        description = "The native executable.")
    private Path executable = Path.of("");

    @Option(
        names = "--to",
        paramLabel = "FOLDER",
        required = true,
        description = "The image context. What is there is replaced.")
    private Path image = Path.of("");

    @Option(
        names = "--native-libraries",
        paramLabel = "FOLDER",
        description = "ONNX Runtime's unpacked libraries. Left out when the folder is missing.")
    private @Nullable Path nativeLibraries;
  }
}
