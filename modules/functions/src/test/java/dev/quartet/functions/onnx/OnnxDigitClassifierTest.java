package dev.quartet.functions.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.extension.DependencyUnavailable;
import dev.quartet.functions.Pixels;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.SessionSettings;
import dev.quartet.serving.ModelMeters;
import dev.quartet.serving.RunSettings;
import dev.quartet.serving.VectorRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxDigitClassifierTest {

  private static final SessionSettings SETTINGS = new SessionSettings(1);
  // No test runs on an event loop, so no worker is asked.
  private static final VectorRuns RUNS =
      new VectorRuns(ForkJoinPool.commonPool(), new RunSettings(true, 8, 1), ModelMeters.NONE);
  private static final String BUNDLED = "models/digits/1/model.onnx";

  @Test
  void theBundledModelReadsAtLeast95OfAHundredHeldOutDigits() throws Exception {
    HeldOut heldOut = heldOut();
    int correct = 0;
    try (ModelRepository models = bundled()) {
      OnnxDigitClassifier classifier = new OnnxDigitClassifier(models, RUNS);
      for (int i = 0; i < heldOut.labels().length; i++) {
        float[] probabilities = probabilities(classifier, heldOut.inputs()[i]);
        correct += mostProbable(probabilities) == heldOut.labels()[i] ? 1 : 0;
      }
    }

    assertThat(heldOut.labels().length).isGreaterThanOrEqualTo(300);
    assertThat(correct).isGreaterThanOrEqualTo(95 * heldOut.labels().length / 100);
  }

  @Test
  void aFolderWithoutTheModelIsNamedWithThePlaceToPutIt(@TempDir Path folder) {
    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> new OnnxDigitClassifier(models, RUNS))
          .withMessage(
              "There is no model 'digits' in %s: put it at %s"
                  .formatted(folder, folder.resolve("digits/1/model.onnx")));
    }
  }

  @Test
  void aModelThatCantBeOpenedIsNamedWithTheReason(@TempDir Path folder) throws Exception {
    Path version = Files.createDirectories(folder.resolve("digits/1"));
    Files.createFile(version.resolve("model.onnx"));
    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> new OnnxDigitClassifier(models, RUNS))
          .withMessageStartingWith("The model 'digits' can't be opened. ")
          .withMessageEndingWith("digits/1/model.onnx is empty: it must hold a model");
    }
  }

  @Test
  void anUnloadedModelMakesTheFunctionUnavailableUntilItIsLoaded() {
    try (ModelRepository models = bundled()) {
      OnnxDigitClassifier classifier = new OnnxDigitClassifier(models, RUNS);
      models.unload("digits");

      assertThatExceptionOfType(DependencyUnavailable.class)
          .isThrownBy(() -> probabilities(classifier, new float[Pixels.COUNT]))
          .withMessage("The model 'digits' is unavailable. Retry later.");

      models.load("digits");
      assertThat(probabilities(classifier, new float[Pixels.COUNT])).hasSize(10);
    }
  }

  private static float[] probabilities(OnnxDigitClassifier classifier, float[] pixels) {
    return classifier.scores(pixels).await().indefinitely().probabilities();
  }

  private static ModelRepository bundled() {
    return ModelRepository.openBundled(
        OnnxDigitClassifier.class.getClassLoader(), List.of(BUNDLED), SETTINGS);
  }

  private static int mostProbable(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return best;
  }

  private static HeldOut heldOut() throws Exception {
    Path root =
        Path.of(
            Objects.requireNonNull(
                System.getProperty("quartet.root"), "-Dquartet.root must name the repository"));
    return new ObjectMapper()
        .readValue(root.resolve("loadtest/models/digits/held-out.json").toFile(), HeldOut.class);
  }

  @SuppressWarnings("ArrayRecordComponent")
  record HeldOut(float[][] inputs, int[] labels, float[][] probabilities) {}
}
