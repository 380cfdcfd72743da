package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // A queue that loses a request lets its caller wait.
class VectorQueueTest {

  private static final int MAX = 4;
  private static final float[][] INPUTS = Digits.heldOut().inputs();

  private final Queue<Runnable> asked = new ArrayDeque<>();
  private final VectorQueue queue = new VectorQueue(asked::add);
  private final Counted counted = new Counted();
  private ModelRepository models;
  private ModelRepository others;
  private float[][] alone;

  @BeforeEach
  void open() {
    models = ModelRepository.openFolder(Digits.models(), new SessionSettings(1));
    others = ModelRepository.openFolder(TestModels.folder(), new SessionSettings(1));
    alone = new float[INPUTS.length][];
    try (ServedModel digits = digits()) {
      for (int i = 0; i < INPUTS.length; i++) {
        alone[i] = digits.vectors().run(INPUTS[i]);
      }
    }
  }

  @AfterEach
  void close() {
    models.close();
    others.close();
  }

  @Test
  void whatWaitsTogetherRunsTogetherUpToTheMost() {
    List<CompletableFuture<VectorResult>> results = new ArrayList<>();
    for (int i = 0; i < MAX + 1; i++) {
      results.add(submit(i));
    }

    assertThat(asked).as("one run is asked for at a time").hasSize(1);
    asked.remove().run();
    assertThat(results.subList(0, MAX))
        .allSatisfy(result -> assertThat(result.join().batchSize()).isEqualTo(MAX));
    assertThat(results.get(MAX)).isNotDone();
    asked.remove().run();
    assertThat(results.get(MAX).join().batchSize()).isEqualTo(1);
    assertThat(asked).isEmpty();
    for (int i = 0; i <= MAX; i++) {
      assertThat(results.get(i).join().output()).containsExactly(alone[i], within(1e-6f));
    }
    assertThat(counted.ranRows()).isEqualTo(MAX + 1);
  }

  @Test
  void aVectorAloneRunsAtOnce() {
    CompletableFuture<VectorResult> result = submit(0);

    asked.remove().run();

    assertThat(result.join().output()).containsExactly(alone[0]);
    assertThat(result.join().runNanos()).isPositive();
  }

  @Test
  void severalRunsAreAskedForWhereSeveralMayBeUnderWay() {
    VectorQueue wide = new VectorQueue(asked::add, 2);
    List<CompletableFuture<VectorResult>> results = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      results.add(wide.submit(digits(), 1, INPUTS[i], counted));
    }

    assertThat(asked).hasSize(2);
    asked.remove().run();
    asked.remove().run();
    asked.remove().run();
    assertThat(results).allSatisfy(result -> assertThat(result.join().batchSize()).isEqualTo(1));
    asked.remove().run();
    assertThat(asked).isEmpty();
  }

  @Test
  void aCancelledVectorTakesNoPlaceInABatchAndIsLetGoOfAtOnce() {
    ServedModel digits = digits();
    CompletableFuture<VectorResult> cancelled = queue.submit(digits, 1, INPUTS[0], counted);
    CompletableFuture<VectorResult> kept = queue.submit(digits(), 1, INPUTS[1], counted);

    cancelled.cancel(false);

    assertThat(counted.endedRequests()).isEqualTo(1);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(digits::vectors);
    asked.remove().run();
    assertThat(kept.join().output()).containsExactly(alone[1], within(1e-6f));
    assertThat(asked).isEmpty();
    assertThat(counted.ranRows()).isEqualTo(1);
  }

  @Test
  void aRunThatWasAskedForAndHasNothingLeftToDoEnds() {
    submit(0).cancel(false);
    asked.remove().run();
    assertThat(asked).isEmpty();

    CompletableFuture<VectorResult> next = submit(1);
    asked.remove().run();

    assertThat(next.join().batchSize()).isEqualTo(1);
  }

  @Test
  void versionsOfAModelAreNotMixed() {
    CompletableFuture<VectorResult> before = submit(0);
    models.load("digits");
    CompletableFuture<VectorResult> after = submit(1);

    asked.remove().run();
    asked.remove().run();

    assertThat(before.join().batchSize()).isEqualTo(1);
    assertThat(after.join().batchSize()).isEqualTo(1);
    assertThat(before.join().output()).containsExactly(alone[0], within(1e-6f));
  }

  @Test
  void aFloodForOneModelDoesNotKeepAnotherWaiting() {
    List<CompletableFuture<VectorResult>> flood = new ArrayList<>();
    for (int i = 0; i < 4 * MAX; i++) {
      flood.add(submit(i));
    }
    CompletableFuture<VectorResult> other =
        queue.submit(others.model("scale"), MAX, new float[] {1, 2, 3, 4}, counted);

    asked.remove().run();
    asked.remove().run();

    assertThat(other.join().output()).containsExactly(10, 20, 30, 40);
    assertThat(flood.get(MAX)).isNotDone();
    asked.remove().run();
    assertThat(flood.get(MAX)).isCompleted();
  }

  @Test
  void tensorsAndVectorsForAModelOfVectorsShareRuns() {
    CompletableFuture<VectorResult> one = submit(0);
    float[] two = new float[2 * INPUTS[1].length];
    System.arraycopy(INPUTS[1], 0, two, 0, INPUTS[1].length);
    System.arraycopy(INPUTS[2], 0, two, INPUTS[1].length, INPUTS[2].length);
    CompletableFuture<List<Tensor>> tensors =
        queue.submit(
            digits(),
            MAX,
            List.of(Tensors.floats("input", new long[] {2, 512}, two)),
            List.of(),
            counted);

    asked.remove().run();

    assertThat(one.join().batchSize()).isEqualTo(3);
    Tensor output = tensors.join().getFirst();
    assertThat(output.shape()).containsExactly(2, 10);
    assertThat(Tensors.floats(output)).startsWith(alone[1], within(1e-6f));
    assertThat(Tensors.floats(output)).endsWith(alone[2]);
  }

  @Test
  void requestsOfSeveralInputsAndOutputsShareRunsIfTheyAskForTheSame() {
    List<CompletableFuture<List<Tensor>>> results = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      results.add(sums(i, List.of()));
    }
    CompletableFuture<List<Tensor>> sumAlone = sums(7, List.of("sum"));

    asked.remove().run();

    assertThat(sumAlone).isNotDone();
    for (int i = 0; i < 2; i++) {
      List<Tensor> outputs = results.get(i).join();
      assertThat(outputs).extracting(Tensor::name).containsExactly("sum", "difference");
      assertThat(Tensors.floats(outputs.get(0))).containsExactly(i + 1, i + 2, i + 3);
      assertThat(Tensors.floats(outputs.get(1))).containsExactly(i - 1, i - 2, i - 3);
    }
    assertThat(counted.ranRows()).isEqualTo(2);
    asked.remove().run();
    assertThat(Tensors.floats(sumAlone.join().getFirst())).containsExactly(8, 9, 10);
  }

  @Test
  void rowsThatDependOnEachOtherNeverShareARun() {
    for (int turn = 0; turn < 2; turn++) {
      List<CompletableFuture<VectorResult>> results = new ArrayList<>();
      for (int i = 1; i <= 3; i++) {
        results.add(queue.submit(others.model("centred"), MAX, new float[] {i, i, i, i}, counted));
      }
      while (!asked.isEmpty()) {
        asked.remove().run();
      }

      assertThat(results)
          .allSatisfy(result -> assertThat(result.join().output()).containsExactly(0, 0, 0, 0));
    }
  }

  @Test
  void aRequestThatFailsLeavesTheOthersOfItsBatchTheirAnswers() {
    lookup(1);
    lookup(2);
    asked.remove().run();
    assertThat(counted.runs()).as("they share a run").isEqualTo(1);
    List<CompletableFuture<List<Tensor>>> results = new ArrayList<>();
    for (long place : new long[] {9, 1, 9, 3}) {
      results.add(lookup(place));
    }

    asked.remove().run();

    for (int failing : new int[] {0, 2}) {
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(results.get(failing)::join)
          .withCauseInstanceOf(ModelException.class);
    }
    assertThat(Tensors.floats(results.get(1).join().getFirst())).containsExactly(10);
    assertThat(Tensors.floats(results.get(3).join().getFirst())).containsExactly(30);
    assertThat(asked).isEmpty();
    assertThat(counted.ranRows()).isEqualTo(6);
  }

  @Test
  void aRequestThatFailsDoesNotKeepLaterOnesFromSharingRuns() {
    lookup(9);
    lookup(1);
    asked.remove().run();
    assertThat(counted.runs()).isEqualTo(2);

    lookup(3);
    lookup(2);
    asked.remove().run();

    assertThat(counted.runs()).isEqualTo(3);
    assertThat(counted.ranRows()).isEqualTo(4);
  }

  @Test
  void whatIsWrongWithTensorsIsToldByTheResult() {
    CompletableFuture<List<Tensor>> result =
        queue.submit(digits(), MAX, List.of(), List.of(), counted);

    asked.remove().run();

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(result::join)
        .withCauseInstanceOf(BadTensors.class);
  }

  @Test
  void aVectorOfAnotherLengthIsRefusedBeforeItWaits() {
    ServedModel digits = digits();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.submit(digits, MAX, new float[3], counted))
        .withMessage("The input has 3 numbers, the model takes 512");
    assertThat(asked).isEmpty();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(digits::vectors);
  }

  @Test
  void afterTheExecutorHasEndedNothingWaitsForEver() {
    VectorQueue ended =
        new VectorQueue(
            _ -> {
              throw new RejectedExecutionException("ended");
            });

    CompletableFuture<VectorResult> result = ended.submit(digits(), MAX, INPUTS[0], counted);

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(result::join)
        .withCauseInstanceOf(RunRefused.class);
  }

  @Test
  void aClosedQueueRefusesWhatWaitsAndWhatComes() {
    CompletableFuture<VectorResult> waiting = submit(0);

    queue.close();

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(waiting::join)
        .withCauseInstanceOf(RunRefused.class);
    assertThatExceptionOfType(RunRefused.class).isThrownBy(() -> submit(1));
    asked.remove().run();
    assertThat(counted.ranRows()).isZero();
  }

  private CompletableFuture<VectorResult> submit(int image) {
    return queue.submit(digits(), MAX, INPUTS[image], counted);
  }

  private CompletableFuture<List<Tensor>> sums(float a, List<String> outputs) {
    long[] shape = {1, 3};
    return queue.submit(
        others.model("sums"),
        MAX,
        List.of(Tensors.floats("b", shape, 1, 2, 3), Tensors.floats("a", shape, a, a, a)),
        outputs,
        counted);
  }

  private CompletableFuture<List<Tensor>> lookup(long place) {
    return queue.submit(
        others.model("lookup"),
        MAX,
        List.of(Tensors.longs("places", new long[] {1}, place)),
        List.of(),
        counted);
  }

  private ServedModel digits() {
    return models.model("digits");
  }
}
