package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

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

class VectorModelTest {

  private static final SessionSettings SETTINGS = SessionSettings.ofAvailableProcessors();
  private static final Offset<Float> TOLERANCE = within(1e-5f);
  private static final Digits.HeldOut HELD_OUT = Digits.heldOut();
  private static final ModelRepository REPOSITORY =
      ModelRepository.openFolder(Digits.models(), SETTINGS);
  private static final ServedModel DIGITS = REPOSITORY.model("digits");
  private static final VectorModel MODEL = DIGITS.vectors();

  @AfterAll
  static void closeModels() {
    DIGITS.close();
    REPOSITORY.close();
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
  void theShortWayGivesWhatTheLongOneGives() {
    Tensor image = Tensors.floats("input", new long[] {1, 512}, HELD_OUT.inputs()[0]);

    List<Tensor> outputs = DIGITS.infer(List.of(image), List.of());

    assertThat(outputs).hasSize(1);
    assertThat(Tensors.floats(outputs.getFirst())).containsExactly(MODEL.run(HELD_OUT.inputs()[0]));
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
  void aModelOfAnotherFormHasNoShortWay() {
    try (ModelRepository models = ModelRepository.openFolder(TestModels.folder(), SETTINGS);
        ServedModel sums = models.model("sums")) {
      assertThatExceptionOfType(BadModel.class)
          .isThrownBy(sums::vectors)
          .withMessageContaining("sums version 1 takes [a FP32 [-1, 3], b FP32 [-1, 3]]")
          .withMessageContaining("export it as one input FP32 [-1, length]");
    }
  }

  @Test
  void aClosedModelSaysSo() {
    ModelRepository models = ModelRepository.openFolder(Digits.models(), SETTINGS);
    VectorModel model;
    try (ServedModel digits = models.model("digits")) {
      model = digits.vectors();
      model.run(HELD_OUT.inputs()[0]);
    }
    models.close();
    models.close();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> model.run(HELD_OUT.inputs()[0]))
        .withMessage("The model digits version 1 is closed");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> model.run(HELD_OUT.inputs()));
  }

  @Test
  void noThreadsIsNoSetting() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new SessionSettings(0))
        .withMessageContaining("at least 1");
  }
}
