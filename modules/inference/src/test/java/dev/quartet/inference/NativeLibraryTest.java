package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {

  private final Path libraries;
  private final Path empty;

  NativeLibraryTest(@TempDir Path root) throws IOException {
    libraries = Files.createDirectory(root.resolve("libraries"));
    empty = Files.createDirectory(root.resolve("empty"));
    Files.createFile(libraries.resolve(System.mapLibraryName("onnxruntime")));
    Files.createFile(libraries.resolve(System.mapLibraryName("onnxruntime4j_jni")));
  }

  @Test
  void onTheJvmOnnxRuntimeUnpacksItsOwnUnlessAFolderIsConfigured() {
    assertThat(
            NativeLibrary.folder(
                Optional.empty(), properties(), Map.of("LAMBDA_TASK_ROOT", path()), libraries))
        .isEmpty();
    assertThat(NativeLibrary.folder(Optional.of(libraries), properties(), Map.of(), null))
        .contains(libraries);
  }

  @Test
  void onnxRuntimesOwnPropertyComesFirst() {
    assertThat(
            NativeLibrary.folder(
                Optional.of(libraries),
                properties("onnxruntime.native.path", empty.toString()),
                Map.of(),
                null))
        .isEmpty();
  }

  @Test
  void aConfiguredFolderWithoutTheLibrariesIsNamed() {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> NativeLibrary.folder(Optional.of(empty), properties(), Map.of(), null))
        .withMessageContaining("QUARTET_ONNXRUNTIME_PATH")
        .withMessageContaining(empty.toString())
        .withMessageContaining(System.mapLibraryName("onnxruntime4j_jni"));
  }

  @Test
  void aNativeImageLooksBesideItsExecutableThenInTheLambdaTaskRoot() {
    Properties image = properties("org.graalvm.nativeimage.imagecode", "runtime");

    assertThat(NativeLibrary.folder(Optional.empty(), image, Map.of(), libraries))
        .contains(libraries);
    assertThat(
            NativeLibrary.folder(
                Optional.empty(), image, Map.of("LAMBDA_TASK_ROOT", path()), empty))
        .contains(libraries);
    assertThat(NativeLibrary.folder(Optional.empty(), image, Map.of(), empty)).isEmpty();
  }

  private String path() {
    return libraries.toString();
  }

  private static Properties properties(String... keyThenValue) {
    Properties properties = new Properties();
    if (keyThenValue.length == 2) {
      properties.setProperty(keyThenValue[0], keyThenValue[1]);
    }
    return properties;
  }
}
