package dev.quartet.functions.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.inference.ModelException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxDigitClassifierTest {

  @Test
  void theBundledModelReadsAtLeast95OfAHundredHeldOutDigits() throws Exception {
    HeldOut heldOut = heldOut();
    OnnxDigitClassifier classifier =
        new OnnxDigitClassifier(config(Map.of("quartet.inference.threads", "1")));
    int correct = 0;
    try {
      for (int i = 0; i < heldOut.labels().length; i++) {
        float[] probabilities = classifier.probabilities(heldOut.inputs()[i]);
        correct += mostProbable(probabilities) == heldOut.labels()[i] ? 1 : 0;
      }
    } finally {
      classifier.close();
    }

    assertThat(heldOut.labels().length).isGreaterThanOrEqualTo(300);
    assertThat(correct).isGreaterThanOrEqualTo(95 * heldOut.labels().length / 100);
  }

  @Test
  void aConfiguredFolderReplacesTheBundledModel(@TempDir Path folder) {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(
            () -> new OnnxDigitClassifier(config(Map.of("quartet.models", folder.toString()))))
        .withMessageContaining("no model 'digits'")
        .withMessageContaining(folder.toString());
  }

  @Test
  void aConfiguredFolderOfLibrariesMustHaveThem(@TempDir Path folder) {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(
            () ->
                new OnnxDigitClassifier(
                    config(Map.of("quartet.onnxruntime.path", folder.toString()))))
        .withMessageContaining("QUARTET_ONNXRUNTIME_PATH")
        .withMessageContaining(folder.toString());
  }

  private static ModelsConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(ModelsConfig.class)
        .withDefaultValues(properties)
        .build()
        .getConfigMapping(ModelsConfig.class);
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
