package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTest {

  private static final SessionSettings SETTINGS = SessionSettings.ofAvailableProcessors();
  private static final Offset<Float> TOLERANCE = within(1e-5f);
  private static final Digits.HeldOut HELD_OUT = Digits.heldOut();
  private static final Model MODEL = new ModelFolder(Digits.models()).open("digits", SETTINGS);

  @AfterAll
  static void closeModel() {
    MODEL.close();
  }

  @Test
  void lengthsComeFromTheModel() {
    assertThat(MODEL.inputLength()).isEqualTo(512);
    assertThat(MODEL.outputLength()).isEqualTo(10);
  }

  @Test
  void singleVectorsGiveTheProbabilitiesThatPythonGives() {
    assertThat(HELD_OUT.inputs().length).isGreaterThanOrEqualTo(300);
    for (int i = 0; i < HELD_OUT.inputs().length; i++) {
      assertThat(MODEL.run(HELD_OUT.inputs()[i]))
          .as("image %d", i)
          .containsExactly(HELD_OUT.probabilities()[i], TOLERANCE);
    }
  }

  @Test
  void aBatchGivesTheProbabilitiesThatPythonGives() {
    float[][] outputs = MODEL.run(HELD_OUT.inputs());

    assertThat(outputs.length).isEqualTo(HELD_OUT.inputs().length);
    for (int i = 0; i < outputs.length; i++) {
      assertThat(outputs[i])
          .as("image %d", i)
          .containsExactly(HELD_OUT.probabilities()[i], TOLERANCE);
    }
  }

  @Test
  void eightThreadsAtOnceGetTheAnswersOfOne() throws Exception {
    int threads = 8;
    float[][] alone = new float[HELD_OUT.inputs().length][];
    Arrays.setAll(alone, i -> MODEL.run(HELD_OUT.inputs()[i]));
    CyclicBarrier together = new CyclicBarrier(threads);
    Callable<float[][]> everyImage =
        () -> {
          together.await();
          float[][] answers = new float[alone.length][];
          Arrays.setAll(answers, i -> MODEL.run(HELD_OUT.inputs()[i]));
          return answers;
        };
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<float[][]>> answers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        answers.add(executor.submit(everyImage));
      }
      for (Future<float[][]> answer : answers) {
        assertThat(answer.get()).isDeepEqualTo(alone);
      }
    }
  }

  @Test
  void anAnswerStaysTheCallersOwn() {
    float[] first = MODEL.run(HELD_OUT.inputs()[0]);
    float[] copy = first.clone();

    MODEL.run(HELD_OUT.inputs()[1]);

    assertThat(first).containsExactly(copy);
  }

  @Test
  void modelsOpenFromAFileAndFromBytesAlike() throws IOException {
    Path file = Digits.models().resolve("digits/1/model.onnx");
    try (Model fromFile = Model.open(file, SETTINGS);
        Model fromBytes = Model.open("digits", Files.readAllBytes(file), new SessionSettings(1))) {
      assertThat(fromFile.run(HELD_OUT.inputs()[0])).containsExactly(outputs(), TOLERANCE);
      assertThat(fromBytes.run(HELD_OUT.inputs()[0])).containsExactly(outputs(), TOLERANCE);
    }
  }

  @Test
  void inputOfAnotherLengthIsRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> MODEL.run(new float[511]))
        .withMessage("The input has 511 numbers, the model takes 512");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> MODEL.run(new float[][] {new float[512], new float[513]}))
        .withMessage("Input 1 has 513 numbers, the model takes 512");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> MODEL.run(new float[0][]))
        .withMessageContaining("at least one vector");
  }

  @Test
  void aFileThatIsNoModelIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("model.onnx"), "no model");

    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> Model.open(file, SETTINGS))
        .withMessageContaining(file.toString())
        .withMessageContaining("Export it again");
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(
            () -> Model.open("bytes", "no model".getBytes(StandardCharsets.UTF_8), SETTINGS))
        .withMessageContaining("bytes is no model");
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> Model.open("nothing", new byte[0], SETTINGS))
        .withMessageContaining("nothing is empty");
  }

  @Test
  void aTruncatedModelIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(Digits.models().resolve("digits/1/model.onnx"));

    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> Model.open("half", Arrays.copyOf(whole, whole.length / 2), SETTINGS));
  }

  @Test
  void aMissingFileOrResourceIsNamedWithTheRemedy(@TempDir Path folder) {
    Path file = folder.resolve("none.onnx");

    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> Model.open(file, SETTINGS))
        .withMessage("There is no model file " + file + ": put an ONNX model there");
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(
            () -> Model.open(ModelTest.class.getClassLoader(), "models/none.onnx", SETTINGS))
        .withMessageContaining("models/none.onnx")
        .withMessageContaining("configure a folder of models");
  }

  @Test
  void aClosedModelSaysSo() {
    Model model = new ModelFolder(Digits.models()).open("digits", SETTINGS);
    model.run(HELD_OUT.inputs()[0]);
    model.close();
    model.close();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> model.run(HELD_OUT.inputs()[0]))
        .withMessage("The model is closed");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> model.run(HELD_OUT.inputs()));
  }

  @Test
  void noThreadsIsNoSetting() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new SessionSettings(0))
        .withMessageContaining("at least 1");
  }

  private static float[] outputs() {
    return HELD_OUT.probabilities()[0];
  }
}
