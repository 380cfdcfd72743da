package dev.quartet.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Makes the context that a container image is built from: the app, a Java runtime of the modules
 * that it uses, native libraries, and an ahead-of-time cache (JEP 514) that a training run makes
 * with exactly these. The build runs it after the app is packaged.
 */
public final class ImageContext {

  private static final String JAVA_OPTIONS = "java.options";

  /** Where ONNX Runtime's libraries are, seen from the app's folder. */
  private static final String LIBRARIES_OPTION = "-Dquartet.onnxruntime.path=../native";

  private final Path image;
  private final Path app;

  private ImageContext(Path image) {
    this.image = image;
    this.app = image.resolve("app");
  }

  /**
   * Makes the context.
   *
   * @throws IllegalStateException if the app can't be trained; the message says which function
   *     failed and where the app's output is
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options = CommandLine.populateCommand(new Options(), arguments);
    new ImageContext(options.image().toAbsolutePath()).make(options);
  }

  private void make(Options options) throws IOException, InterruptedException {
    Folders.delete(image);
    Folders.copy(options.app(), app);
    Files.write(app.resolve(JAVA_OPTIONS), Containerfile.resource(JAVA_OPTIONS));
    bringLibraries(options.nativeLibraries());
    Folders.setTimes(app);
    Path runtime = image.resolve("runtime");
    JavaRuntime.link(UsedModules.of(app), runtime);
    new TrainingRun(app, runtime, image.resolveSibling("training.log")).run(options.localAws());
    // Last, so that a context with a Containerfile is a whole one.
    Containerfile.JVM.writeInto(image);
  }

  /** The folder is always there, because the Containerfile copies it. */
  private void bringLibraries(@Nullable Path libraries) throws IOException {
    Path folder = Files.createDirectories(image.resolve("native"));
    if (libraries != null && Files.isDirectory(libraries)) {
      Folders.copy(libraries, folder);
      Folders.setTimes(folder);
      Files.writeString(
          app.resolve(JAVA_OPTIONS), LIBRARIES_OPTION + "\n", StandardOpenOption.APPEND);
    }
  }
}
