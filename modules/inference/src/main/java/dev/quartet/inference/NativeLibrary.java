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

  /** Names the folder of the unpacked libraries; so does the environment variable. */
  static final String PATH_PROPERTY = "quartet.onnxruntime.path";

  static final String PATH_VARIABLE = "QUARTET_ONNXRUNTIME_PATH";

  /** ONNX Runtime's own property, read once when its first class is initialised. */
  static final String ONNXRUNTIME_PROPERTY = "onnxruntime.native.path";

  private static final String IMAGE_CODE_PROPERTY = "org.graalvm.nativeimage.imagecode";

  private NativeLibrary() {}

  /**
   * Must run before the first use of ONNX Runtime.
   *
   * @throws ModelException if the configured folder lacks the libraries
   */
  static void locate() {
    Optional<Path> executable =
        ProcessHandle.current().info().command().map(command -> Path.of(command).getParent());
    folder(System.getProperties(), System.getenv(), executable.orElse(null))
        .ifPresent(folder -> System.setProperty(ONNXRUNTIME_PROPERTY, folder.toString()));
  }

  /** The folder to set, or empty to leave ONNX Runtime to itself. */
  static Optional<Path> folder(
      Properties properties, Map<String, String> environment, @Nullable Path executableFolder) {
    if (properties.getProperty(ONNXRUNTIME_PROPERTY) != null) {
      return Optional.empty();
    }
    String property = properties.getProperty(PATH_PROPERTY);
    String configured = property != null ? property : environment.get(PATH_VARIABLE);
    if (configured != null && !configured.isBlank()) {
      return Optional.of(requireLibraries(Path.of(configured)));
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
          "%s (environment variable %s) names %s, which lacks %s or %s: unpack them there from"
                  .formatted(PATH_PROPERTY, PATH_VARIABLE, folder, library(), jniLibrary())
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
    return "Put %s and %s beside the executable, or name their folder with %s or %s"
        .formatted(library(), jniLibrary(), PATH_PROPERTY, PATH_VARIABLE);
  }
}
