package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VectorQueueTest {

  private static final int MAX = 4;
  private static final float[][] INPUTS = Digits.heldOut().inputs();

  private final Queue<Runnable> asked = new ArrayDeque<>();
  private final VectorQueue queue = new VectorQueue(asked::add);
  private ModelRepository models;
  private float[][] alone;

  @BeforeEach
  void open() {
    models = ModelRepository.openFolder(Digits.models(), new SessionSettings(1));
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
  }

  @Test
  void whatWaitsTogetherRunsTogetherUpToTheMost() {
    List<CompletableFuture<VectorResult>> results = new ArrayList<>();
    for (int i = 0; i < MAX + 1; i++) {
      results.add(queue.submit(digits(), MAX, INPUTS[i]));
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
  }

  @Test
  void aVectorAloneRunsAtOnce() {
    CompletableFuture<VectorResult> result = queue.submit(digits(), MAX, INPUTS[0]);

    asked.remove().run();

    assertThat(result.join().output()).containsExactly(alone[0]);
    assertThat(result.join().runNanos()).isPositive();
  }

  @Test
  void aCancelledVectorTakesNoPlaceInABatch() {
    CompletableFuture<VectorResult> cancelled = queue.submit(digits(), 1, INPUTS[0]);
    CompletableFuture<VectorResult> kept = queue.submit(digits(), 1, INPUTS[1]);

    cancelled.cancel(false);
    asked.remove().run();

    assertThat(kept.join().output()).containsExactly(alone[1], within(1e-6f));
    assertThat(asked).isEmpty();
  }

  @Test
  void versionsOfAModelAreNotMixed() {
    CompletableFuture<VectorResult> before = queue.submit(digits(), MAX, INPUTS[0]);
    models.load("digits");
    CompletableFuture<VectorResult> after = queue.submit(digits(), MAX, INPUTS[1]);

    asked.remove().run();
    asked.remove().run();

    assertThat(before.join().batchSize()).isEqualTo(1);
    assertThat(after.join().batchSize()).isEqualTo(1);
    assertThat(before.join().output()).containsExactly(alone[0], within(1e-6f));
  }

  @Test
  void aVectorOfAnotherLengthIsRefusedBeforeItWaits() {
    ServedModel digits = digits();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.submit(digits, MAX, new float[3]))
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

    CompletableFuture<VectorResult> result = ended.submit(digits(), MAX, INPUTS[0]);

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(result::join)
        .withCauseInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void eachVectorOfManyThreadsIsAnsweredOnceAndWithItsOwnAnswer() throws Exception {
    int threads = 4;
    int perThread = 500;
    AtomicIntegerArray answers = new AtomicIntegerArray(threads * perThread);
    List<Future<?>> callers = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(2);
        ExecutorService callerThreads = Executors.newFixedThreadPool(threads)) {
      VectorQueue shared = new VectorQueue(workers);
      for (int caller = 0; caller < threads; caller++) {
        int first = caller * perThread;
        callers.add(
            callerThreads.submit(
                () -> {
                  Random random = new Random(first);
                  List<CompletableFuture<?>> waiting = new ArrayList<>();
                  for (int i = 0; i < perThread; i++) {
                    int image = random.nextInt(INPUTS.length);
                    int number = first + i;
                    CompletableFuture<VectorResult> result =
                        shared.submit(digits(), MAX, INPUTS[image]);
                    boolean cancelled = random.nextInt(10) == 0 && result.cancel(false);
                    waiting.add(
                        result.handle(
                            (answer, failure) -> {
                              if (cancelled) {
                                assertThat(failure).isNotNull();
                              } else {
                                assertThat(answer.output())
                                    .containsExactly(alone[image], within(1e-6f));
                              }
                              return answers.incrementAndGet(number);
                            }));
                  }
                  waiting.forEach(CompletableFuture::join);
                }));
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
    }

    for (int i = 0; i < answers.length(); i++) {
      assertThat(answers.get(i)).as("vector %d", i).isEqualTo(1);
    }
  }

  private ServedModel digits() {
    return models.model("digits");
  }
}
