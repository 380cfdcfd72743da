package dev.quartet.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quartet.inference.ModelEntry;
import dev.quartet.inference.ModelException;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.ModelState;
import dev.quartet.inference.ModelStore;
import dev.quartet.inference.StoreFailure;
import dev.quartet.inference.StoredFile;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

  private static final String DIGITS = "models/digits/1/model.onnx";

  private final Path folder;

  ModelsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theModelsThatTheBuildWroteDownAreServed() throws Exception {
    put(DIGITS);
    write(BundledModels.LIST, DIGITS);

    try (ModelRepository models = openInArtifact(folder)) {
      assertThat(models.index())
          .containsExactly(new ModelEntry("digits", "1", ModelState.READY, ""));
      assertThat(models).hasToString("the artifact");
    }
  }

  @Test
  void anApplicationWithoutModelsIsReadyWithNone() throws Exception {
    try (ModelRepository models = openInArtifact(folder)) {
      assertThat(models.index()).isEmpty();
      assertThat(new ModelsReadiness(models).call().getStatus())
          .isEqualTo(HealthCheckResponse.Status.UP);
    }
  }

  @Test
  void aConfiguredFolderReplacesTheModelsInTheArtifact() throws Exception {
    put("folder/digits/3/model.onnx");

    try (ModelRepository models =
        open(config(Map.of("quartet.models", folder.resolve("folder").toString())))) {
      assertThat(models.index())
          .containsExactly(new ModelEntry("digits", "3", ModelState.READY, ""));
    }
  }

  @Test
  void aFolderThatIsNotThereEndsTheStart() {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> open(config(Map.of("quartet.models", folder.resolve("none").toString()))))
        .withMessageContaining("There is no folder of models " + folder.resolve("none"));
  }

  @Test
  void aConfiguredFolderOfLibrariesMustHaveThem() throws Exception {
    put("digits/1/model.onnx");

    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(
            () ->
                open(
                    config(
                        Map.of(
                            "quartet.models",
                            folder.toString(),
                            "quartet.onnxruntime.path",
                            folder.toString()))))
        .withMessageContaining("QUARTET_ONNXRUNTIME_PATH")
        .withMessageContaining(folder.toString());
  }

  @Test
  void readinessTellsEachModelAndStaysUpAsLongAsOneAnswers() throws Exception {
    put("digits/1/model.onnx");
    write("digits/2/model.onnx", "broken");
    write("other/1/model.onnx", "");

    try (ModelRepository models = open(config(Map.of("quartet.models", folder.toString())))) {
      HealthCheckResponse withOne = new ModelsReadiness(models).call();
      models.unload("digits");
      HealthCheckResponse withNone = new ModelsReadiness(models).call();

      assertThat(withOne.getName()).isEqualTo("models");
      assertThat(withOne.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
      Map<String, Object> told = withOne.getData().orElseThrow();
      assertThat(told).containsOnlyKeys("digits 1", "digits 2", "other 1");
      assertThat(told).containsEntry("digits 1", "READY");
      assertThat(told.get("digits 2")).asString().startsWith("UNAVAILABLE: ").contains("digits/2");
      assertThat(told.get("other 1")).asString().endsWith("is empty: it must hold a model");
      assertThat(withNone.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    }
  }

  @Test
  void aPlaceThatNothingKnowsEndsTheStartWithTheRemedy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(config(Map.of("quartet.models", "gs://bucket/models"))))
        .withMessageContaining("QUARTET_MODELS")
        .withMessageContaining("gs://bucket/models");
  }

  @Test
  void aStoreThatDoesNotAnswerIsToldByReadinessAndNothingElseFails() {
    ModelsConfig config =
        config(
            Map.of("quartet.models", "down://models", "quartet.models-cache", folder.toString()));

    try (ModelRepository models = Models.open(config, List.of(new Down()), false)) {
      HealthCheckResponse response = new ModelsReadiness(models).call();

      assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
      assertThat(response.getData().orElseThrow().get("reason"))
          .isEqualTo("down://models/models.sha256 can't be fetched: nobody is there");
    }
  }

  @Test
  void onLambdaAStoreThatDoesNotAnswerEndsTheStart() {
    ModelsConfig config =
        config(
            Map.of("quartet.models", "down://models", "quartet.models-cache", folder.toString()));

    assertThatExceptionOfType(StoreFailure.class)
        .isThrownBy(() -> Models.open(config, List.of(new Down()), true))
        .withMessageContaining("nobody is there");
  }

  private static final class Down implements RemoteModels {

    @Override
    public String scheme() {
      return "down";
    }

    @Override
    public ModelStore at(String place) {
      return new ModelStore() {
        @Override
        public StoredFile open(String path) throws IOException {
          throw new IOException("nobody is there");
        }

        @Override
        public String toString() {
          return place;
        }
      };
    }
  }

  private static ModelRepository open(ModelsConfig config) {
    return Models.open(config, List.of(), false);
  }

  private static ModelRepository openInArtifact(Path artifact) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader classLoader =
        new URLClassLoader(new URL[] {artifact.toUri().toURL()}, before)) {
      thread.setContextClassLoader(classLoader);
      return open(config(Map.of()));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static ModelsConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(ModelsConfig.class)
        .withDefaultValues(properties)
        .build()
        .getConfigMapping(ModelsConfig.class);
  }

  private void put(String path) throws Exception {
    Path root =
        Path.of(
            Objects.requireNonNull(
                System.getProperty("quartet.root"), "-Dquartet.root must name the repository"));
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.copy(
        root.resolve("modules/functions/src/main/resources").resolve(DIGITS),
        file,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void write(String path, String content) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
