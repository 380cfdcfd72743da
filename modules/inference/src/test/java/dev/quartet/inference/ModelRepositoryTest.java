package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRepositoryTest {

  private static final SessionSettings SETTINGS = new SessionSettings(1);

  private final Path folder;

  ModelRepositoryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void allVersionsAreServedAndTheHighestUnlessOneIsAskedFor() {
    try (ModelRepository models = ModelRepository.openFolder(TestModels.folder(), SETTINGS)) {
      assertThat(answer(models.model("scale"))).isEqualTo(10);
      assertThat(answer(models.model("scale", "2"))).isEqualTo(2);
      assertThat(answer(models.model("scale", "1"))).isEqualTo(1);
      try (ServedModel scale = models.model("scale", "1")) {
        assertThat(scale.versions()).containsExactly("1", "2", "10");
      }
      assertThatExceptionOfType(UnknownModel.class)
          .isThrownBy(() -> models.model("scale", "3"))
          .withMessage("The model 'scale' has no version '3' that is ready, only [1, 2, 10]");
    }
  }

  @Test
  void theIndexTellsAllByNameAndNumber() {
    try (ModelRepository models = ModelRepository.openFolder(TestModels.folder(), SETTINGS)) {
      assertThat(models.index())
          .filteredOn(entry -> entry.name().equals("scale"))
          .containsExactly(
              new ModelEntry("scale", "1", ModelState.READY, ""),
              new ModelEntry("scale", "2", ModelState.READY, ""),
              new ModelEntry("scale", "10", ModelState.READY, ""));
      assertThat(models.index()).extracting(ModelEntry::name).isSorted();
    }
  }

  @Test
  void badModelsAreToldWithTheReasonAndStopNoOther() throws IOException {
    TestModels.copy("scale", "2", folder, "good", "2");
    write("broken", "1", "model.onnx", "no model");
    write("empty", "1", "model.onnx", "");
    write("twice", "1", "model.onnx", "x");
    write("twice", "1", "model.ort", "x");
    byte[] whole = Files.readAllBytes(Digits.models().resolve("digits/1/model.onnx"));
    Files.write(
        Files.createDirectories(folder.resolve("half/1")).resolve("model.onnx"),
        Arrays.copyOf(whole, whole.length / 2));
    write("wrong-ort", "1", "model.ort", "no model either");
    Files.createDirectories(folder.resolve("bare/7"));
    Files.createDirectories(folder.resolve("unnumbered/v1"));
    Files.createDirectories(folder.resolve(".hidden/1"));
    Files.writeString(folder.resolve("notes.txt"), "not a model");
    TestModels.copy("brain-float", "1", folder, "brain-float", "1");
    TestModels.copy("wordless", "1", folder, "wordless", "1");

    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS)) {
      assertThat(models.index())
          .extracting(ModelEntry::name)
          .containsExactly(
              "bare",
              "brain-float",
              "broken",
              "empty",
              "good",
              "half",
              "twice",
              "unnumbered",
              "wordless",
              "wrong-ort");
      assertThat(models.index())
          .filteredOn(entry -> entry.state() == ModelState.READY)
          .extracting(ModelEntry::name)
          .containsExactly("good");
      assertThat(reason(models, "bare"))
          .endsWith("no model.onnx and no model.ort: put a model there");
      assertThat(reason(models, "brain-float"))
          .contains("input 'x'")
          .contains("is BFLOAT16: export");
      assertThat(reason(models, "broken")).contains("broken/1").contains("Export it again");
      assertThat(reason(models, "empty")).endsWith("model.onnx is empty: it must hold a model");
      assertThat(reason(models, "half")).contains("half/1").contains("Export it again");
      assertThat(reason(models, "twice")).contains("both model.onnx and model.ort");
      assertThat(reason(models, "unnumbered"))
          .contains("has no version: put a model at")
          .endsWith("unnumbered/1/model.onnx");
      assertThat(reason(models, "wordless")).contains("gives [pair no tensor]: export one output");
      assertThat(reason(models, "wrong-ort")).contains("wrong-ort/1");
      assertThat(answer(models.model("good"))).isEqualTo(2);
      assertThatExceptionOfType(UnknownModel.class)
          .isThrownBy(() -> models.model("broken"))
          .withMessage("There is no model 'broken' that is ready");
    }
  }

  @Test
  void aBadHighestVersionLeavesTheOneBelow() throws IOException {
    TestModels.copy("scale", "2", folder, "scale", "2");
    write("scale", "3", "model.onnx", "broken");

    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS)) {
      assertThat(answer(models.model("scale"))).isEqualTo(2);
      assertThat(models.index())
          .extracting(ModelEntry::state)
          .containsExactly(ModelState.READY, ModelState.UNAVAILABLE);
    }
  }

  @Test
  void aModelThatFailsOnZerosIsServedAllTheSame() {
    try (ModelRepository models = ModelRepository.openFolder(TestModels.folder(), SETTINGS)) {
      assertThat(models.index()).contains(new ModelEntry("picky", "1", ModelState.READY, ""));
    }
  }

  @Test
  void loadServesWhatTheFolderHoldsNow() throws IOException {
    TestModels.copy("scale", "1", folder, "scale", "1");
    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS)) {
      TestModels.copy("scale", "2", folder, "scale", "2");
      assertThat(models.index())
          .containsExactly(
              new ModelEntry("scale", "1", ModelState.READY, ""),
              new ModelEntry(
                  "scale", "2", ModelState.UNAVAILABLE, "It is not loaded: load the model"));
      assertThat(answer(models.model("scale"))).isEqualTo(1);

      models.load("scale");
      assertThat(answer(models.model("scale"))).isEqualTo(2);

      TestModels.copy("scale", "10", folder, "scale", "1");
      Files.delete(folder.resolve("scale/2/model.onnx"));
      Files.delete(folder.resolve("scale/2"));
      models.load("scale");
      assertThat(answer(models.model("scale"))).isEqualTo(10);
      assertThat(models.index())
          .containsExactly(new ModelEntry("scale", "1", ModelState.READY, ""));
    }
  }

  @Test
  void loadFindsAModelThatCameLater() {
    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS)) {
      assertThatExceptionOfType(UnknownModel.class)
          .isThrownBy(() -> models.load("scale"))
          .withMessage("There is no model 'scale' to load");
      TestModels.copy("scale", "2", folder, "scale", "1");

      models.load("scale");

      assertThat(answer(models.model("scale"))).isEqualTo(2);
    }
  }

  @Test
  void aReplacementThatIsBadLeavesTheModelWhereItIs() throws IOException {
    TestModels.copy("scale", "2", folder, "scale", "1");
    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS)) {
      write("scale", "1", "model.onnx", "broken");
      write("scale", "2", "model.onnx", "");

      assertThatExceptionOfType(BadModel.class)
          .isThrownBy(() -> models.load("scale"))
          .withMessageContaining("scale/1 holds no model")
          .withMessageContaining("scale/2/model.onnx is empty");

      assertThat(answer(models.model("scale"))).isEqualTo(2);
      assertThat(models.index())
          .extracting(ModelEntry::state)
          .containsExactly(ModelState.READY, ModelState.UNAVAILABLE);
      assertThat(models.index().getFirst().reason()).startsWith("It was not replaced. ");

      TestModels.copy("scale", "10", folder, "scale", "1");
      TestModels.copy("scale", "1", folder, "scale", "2");
      models.load("scale");
      assertThat(answer(models.model("scale", "1"))).isEqualTo(10);
      assertThat(models.index()).extracting(ModelEntry::reason).containsOnly("");
    }
  }

  @Test
  void anUnloadedModelIsGoneUntilItIsLoaded() {
    TestModels.copy("scale", "2", folder, "scale", "1");
    TestModels.copy("sums", "1", folder, "sums", "1");
    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS)) {
      models.unload("scale");

      assertThatExceptionOfType(UnknownModel.class).isThrownBy(() -> models.model("scale"));
      assertThatExceptionOfType(UnknownModel.class).isThrownBy(() -> models.unload("scale"));
      assertThat(models.index())
          .extracting(ModelEntry::state)
          .containsExactly(ModelState.UNAVAILABLE, ModelState.READY);

      models.load("scale");
      assertThat(answer(models.model("scale"))).isEqualTo(2);
    }
  }

  @Test
  void whoHoldsAnUnloadedModelMayStillUseIt() {
    TestModels.copy("scale", "2", folder, "scale", "1");
    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS)) {
      ServedModel before = models.model("scale");
      models.unload("scale");
      assertThat(models.index())
          .containsExactly(new ModelEntry("scale", "1", ModelState.UNLOADING, ""));
      assertThat(Tensors.floats(before.infer(List.of(x()), List.of()).getFirst())[0]).isEqualTo(2);

      TestModels.copy("scale", "10", folder, "scale", "1");
      models.load("scale");
      assertThat(Tensors.floats(before.infer(List.of(x()), List.of()).getFirst())[0]).isEqualTo(2);
      assertThat(answer(models.model("scale"))).isEqualTo(10);
      before.close();

      assertThat(models.index())
          .containsExactly(new ModelEntry("scale", "1", ModelState.READY, ""));
    }
  }

  @Test
  void aModelThatCanNeverRunIsToldAndStopsNoOther() {
    TestModels.copy("huge", "1", folder, "huge", "1");
    TestModels.copy("scale", "2", folder, "scale", "1");

    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS)) {
      assertThat(models.index())
          .extracting(ModelEntry::state)
          .containsExactly(ModelState.UNAVAILABLE, ModelState.READY);
      assertThat(models.index().getFirst().reason())
          .startsWith("The model huge version 1 can't be run, not even on zeros");
      assertThat(answer(models.model("scale"))).isEqualTo(2);
    }
  }

  @Test
  void anUnloadedModelIsFreedOnceItsLastCallerLetsGo() throws Exception {
    TestModels.copy("scale", "2", folder, "scale", "1");
    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS)) {
      ServedModel held = models.model("scale");
      VectorModel vectors = held.vectors();
      models.unload("scale");

      held.close();

      for (int i = 0; i < 10_000 && isUnloading(models); i++) {
        Thread.sleep(1);
      }
      assertThat(isUnloading(models)).isFalse();
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> vectors.run(new float[4]))
          .withMessageContaining("is closed");
    }
  }

  private static boolean isUnloading(ModelRepository models) {
    return models.index().stream().anyMatch(entry -> entry.state() == ModelState.UNLOADING);
  }

  @Test
  void noNameLeadsOutOfTheFolder() {
    TestModels.copy("scale", "2", folder.resolve("outside"), "scale", "1");
    Path inside = folder.resolve("inside");
    TestModels.copy("sums", "1", inside, "sums", "1");
    try (ModelRepository models = ModelRepository.openFolder(inside, SETTINGS)) {
      for (String name : List.of("../outside/scale", "..", "", ".", "sums/1", "sums\0")) {
        assertThatExceptionOfType(UnknownModel.class).isThrownBy(() -> models.load(name));
        assertThatExceptionOfType(UnknownModel.class).isThrownBy(() -> models.model(name));
      }
    }
  }

  @Test
  void aMissingFolderIsNamed() {
    Path missing = folder.resolve("none");

    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> ModelRepository.openFolder(missing, SETTINGS))
        .withMessage("There is no folder of models " + missing + ": make it, or name another one");
  }

  @Test
  void bundledModelsAreServedToo() {
    ClassLoader classLoader = ModelRepositoryTest.class.getClassLoader();
    List<String> resources =
        List.of("models/scale/2/model.onnx", "models/ort/1/model.ort", "models/gone/1/model.onnx");
    try (ModelRepository models = ModelRepository.openBundled(classLoader, resources, SETTINGS)) {
      assertThat(answer(models.model("scale"))).isEqualTo(2);
      assertThat(answer(models.model("ort"))).isEqualTo(7);
      assertThat(reason(models, "gone"))
          .isEqualTo("There is no resource models/gone/1/model.onnx: add it to the artifact");
      models.unload("scale");
      models.load("scale");
      assertThat(answer(models.model("scale"))).isEqualTo(2);
      assertThat(models.placeOf("digits"))
          .isEqualTo("models/digits/1/model.onnx among the resources");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelRepository.openBundled(classLoader, List.of("scale.onnx"), SETTINGS))
        .withMessageContaining("models/<model>/<version>/model.onnx");
  }

  @Test
  void aClosedRepositoryGivesNoModels() {
    ModelRepository models = ModelRepository.openFolder(TestModels.folder(), SETTINGS);
    ServedModel held = models.model("scale");
    models.close();
    models.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> models.model("scale"))
        .withMessage("The models are closed");
    assertThatIllegalStateException().isThrownBy(() -> models.load("scale"));
    assertThatIllegalStateException()
        .isThrownBy(() -> held.infer(List.of(x()), List.of()))
        .withMessage("The model scale version 10 is closed");
    held.close();
  }

  private static float answer(ServedModel model) {
    try (model) {
      return Tensors.floats(model.infer(List.of(x()), List.of()).getFirst())[0];
    }
  }

  private static Tensor x() {
    return Tensors.floats("x", new long[] {1, 4}, 1, 1, 1, 1);
  }

  private static String reason(ModelRepository models, String name) {
    ModelEntry entry =
        models.index().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    assertThat(entry.state()).isEqualTo(ModelState.UNAVAILABLE);
    return entry.reason();
  }

  private void write(String model, String version, String file, String content) throws IOException {
    Path place = Files.createDirectories(folder.resolve(model).resolve(version));
    Files.writeString(place.resolve(file), content);
  }
}
