package dev.quartet.inference;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells ONNX Runtime where its native libraries lie. By itself it unpacks them from its jar into a
 * temporary folder at every start, which is slow, needs a writable disk, and is impossible in a
 * native image, where there is no jar.
 */
final class NativeLibrary {

  /** How whoever configures the folder knows it; for messages. */
  private static final String CONFIGURED_BY =
      "quartet.onnxruntime.path (environment variable QUARTET_ONNXRUNTIME_PATH)";

  /** ONNX Runtime's own property, read once when its first class is initialised. */
  static final String ONNXRUNTIME_PROPERTY = "onnxruntime.native.path";

  private static final String IMAGE_CODE_PROPERTY = "org.graalvm.nativeimage.imagecode";

  private NativeLibrary() {}

  /**
   * Must run before the first use of ONNX Runtime; later ones change nothing.
   *
   * @param configured the folder to take
   * @throws ModelException if the configured folder lacks the libraries
   */
  static void locate(Optional<Path> configured) {
    Optional<Path> executable =
        ProcessHandle.current().info().command().map(command -> Path.of(command).getParent());
    folder(configured, System.getProperties(), System.getenv(), executable.orElse(null))
        .ifPresent(folder -> System.setProperty(ONNXRUNTIME_PROPERTY, folder.toString()));
  }

  /** The folder to set, or empty to leave ONNX Runtime to itself. */
  static Optional<Path> folder(
      Optional<Path> configured,
      Properties properties,
      Map<String, String> environment,
      @Nullable Path executableFolder) {
    if (properties.getProperty(ONNXRUNTIME_PROPERTY) != null) {
      return Optional.empty();
    }
    if (configured.isPresent()) {
      return Optional.of(requireLibraries(configured.get()));
    }
    if (!"runtime".equals(properties.getProperty(IMAGE_CODE_PROPERTY))) {
      return Optional.empty();
    }
    String lambdaTaskRoot = environment.get("LAMBDA_TASK_ROOT");
    return Stream.of(
            Optional.ofNullable(executableFolder),
            Optional.ofNullable(lambdaTaskRoot).map(Path::of))
        .flatMap(Optional::stream)
        .filter(NativeLibrary::hasLibraries)
        .findFirst();
  }

  private static Path requireLibraries(Path folder) {
    if (!hasLibraries(folder)) {
      throw new ModelException(
          "%s names %s, which lacks %s or %s: unpack them there from"
                  .formatted(CONFIGURED_BY, folder, library(), jniLibrary())
              + " ai/onnxruntime/native/<platform> of ONNX Runtime's jar, or unset it");
    }
    return folder;
  }

  private static boolean hasLibraries(Path folder) {
    return Files.isRegularFile(folder.resolve(library()))
        && Files.isRegularFile(folder.resolve(jniLibrary()));
  }

  private static String library() {
    return System.mapLibraryName("onnxruntime");
  }

  private static String jniLibrary() {
    return System.mapLibraryName("onnxruntime4j_jni");
  }

  /** Why ONNX Runtime would not start, for the reader of the message. */
  static String startUpRemedy() {
    File temporary = new File(System.getProperty("java.io.tmpdir", "/tmp"));
    if (!temporary.canWrite()) {
      // Even with its libraries unpacked it makes an empty temporary folder first.
      return "ONNX Runtime makes a temporary folder when it starts, and %s is not writable: mount a"
              .formatted(temporary)
          + " tmpfs there, or name a writable folder with -Djava.io.tmpdir";
    }
    return "Put %s and %s beside the executable, or name their folder with %s"
        .formatted(library(), jniLibrary(), CONFIGURED_BY);
  }
}
