package dev.quartet.extension.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.bootstrap.model.ApplicationModelBuilder;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.maven.dependency.DependencyFlags;
import io.quarkus.maven.dependency.ResolvedDependencyBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledModelsProcessorTest {

  private final Path folder;
  private final List<GeneratedResourceBuildItem> lists = new ArrayList<>();
  private final List<NativeImageResourceBuildItem> packaged = new ArrayList<>();

  BundledModelsProcessorTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void modelsOfTheApplicationAndItsLibrariesAreWrittenDown() throws IOException {
    Path application = Files.createDirectory(folder.resolve("classes"));
    put(application, "models/own/2/model.ort");
    put(application, "models/own/2/labels.txt");
    put(application, "models/own/02/model.onnx");
    put(application, "models/own/v1/model.onnx");
    put(application, "models/model.onnx");
    put(application, "other/own/1/model.onnx");
    Path library = folder.resolve("library.jar");
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(library))) {
      jar.putNextEntry(new ZipEntry("models/digits/1/model.onnx"));
    }

    list(application, library);

    assertThat(lists).hasSize(1);
    assertThat(lists.getFirst().getName()).isEqualTo("META-INF/quartet/models.txt");
    assertThat(new String(lists.getFirst().getData(), StandardCharsets.UTF_8))
        .isEqualTo("models/digits/1/model.onnx\nmodels/own/2/model.ort");
    assertThat(packaged)
        .flatExtracting(NativeImageResourceBuildItem::getResources)
        .containsExactlyInAnyOrder(
            "META-INF/quartet/models.txt", "models/digits/1/model.onnx", "models/own/2/model.ort");
  }

  @Test
  void anApplicationWithoutModelsGetsNoList() throws IOException {
    Path library = folder.resolve("library.jar");
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(library))) {
      jar.putNextEntry(new ZipEntry("some.txt"));
    }

    list(Files.createDirectory(folder.resolve("classes")), library);

    assertThat(lists).isEmpty();
    assertThat(packaged).isEmpty();
  }

  private void list(Path application, Path library) {
    ApplicationModel model =
        new ApplicationModelBuilder()
            .setAppArtifact(artifact("application", application))
            .addDependency(
                artifact("library", library)
                    .setFlags(DependencyFlags.RUNTIME_CP | DependencyFlags.DEPLOYMENT_CP))
            .build();
    new BundledModelsProcessor().list(new CurateOutcomeBuildItem(model), lists::add, packaged::add);
  }

  private static ResolvedDependencyBuilder artifact(String name, Path content) {
    return ResolvedDependencyBuilder.newInstance()
        .setGroupId("some")
        .setArtifactId(name)
        .setVersion("1")
        .setResolvedPath(content);
  }

  private static void put(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }
}
