package dev.quartet.image;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the build says about the app and where its image context goes. */
final class Options {

  @Option(
      names = "--app",
      paramLabel = "FOLDER",
      required = true,
      description = "The packaged app, of Quarkus's package type aot-jar.")
  private Path app = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      required = true,
      description = "The image context. What is there is replaced.")
  private Path image = Path.of("");

  @Option(
      names = "--local-aws",
      paramLabel = "JAR",
      required = true,
      description = "local-aws.jar, for stores during the training run.")
  private Path localAws = Path.of("");

  @Option(
      names = "--native-libraries",
      paramLabel = "FOLDER",
      description = "ONNX Runtime's unpacked libraries. Left out when the folder is missing.")
  private @Nullable Path nativeLibraries;

  Path app() {
    return app;
  }

  Path image() {
    return image;
  }

  Path localAws() {
    return localAws;
  }

  @Nullable Path nativeLibraries() {
    return nativeLibraries;
  }
}
