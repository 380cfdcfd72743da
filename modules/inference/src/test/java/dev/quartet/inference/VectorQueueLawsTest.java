package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests of several threads, models and forms, some cancelled, some that fail, and a queue that
 * is closed among them: none is lost, none runs twice, each has its own answer.
 */
class VectorQueueLawsTest {

  private static final SessionSettings SETTINGS = new SessionSettings(1);
  private static final float[][] IMAGES = Digits.heldOut().inputs();
  private static final int THREADS = 4;
  private static final int REQUESTS_PER_THREAD = 400;
  private static final long MISSING_PLACE = 9;

  @ParameterizedTest
  @CsvSource({
    "1, 1, NEVER",
    "2, 2, NEVER",
    "3, 1, QUEUE",
    "4, 2, QUEUE",
    "5, 1, EXECUTOR",
    "6, 2, EXECUTOR"
  })
  void eachRequestEndsOnceAndByItsOwnAnswer(int seed, int runsAtOnce, Ending ending)
      throws Exception {
    try (ModelRepository digits = ModelRepository.openFolder(Digits.models(), SETTINGS);
        ModelRepository others = ModelRepository.openFolder(TestModels.folder(), SETTINGS)) {
      List<Request> requests = ended(seed, runsAtOnce, ending, digits, others);

      int ranRows = 0;
      int begunRows = 0;
      for (Request request : requests) {
        request.requireEnded(ending);
        ranRows += request.counted.ranRows();
        begunRows += request.counted.begun() * request.rows;
      }
      assertThat(ranRows).as("rows of all runs").isEqualTo(begunRows);
      if (ending == Ending.NEVER) {
        assertThat(requests)
            .filteredOn(Request::isAnswered)
            .as("answered requests")
            .hasSizeGreaterThan(requests.size() / 2);
      }
      requireFreed("scale", others);
    }
  }

  /** All requests, after the last worker has ended. */
  private static List<Request> ended(
      int seed, int runsAtOnce, Ending ending, ModelRepository digits, ModelRepository others)
      throws Exception {
    List<Request> requests = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(2);
        ExecutorService callers = Executors.newFixedThreadPool(THREADS)) {
      VectorQueue queue = new VectorQueue(workers, runsAtOnce);
      List<Future<List<Request>>> begun = new ArrayList<>();
      for (int caller = 0; caller < THREADS; caller++) {
        Random random = new Random(seed * 1_000L + caller);
        boolean ends = caller == 0;
        begun.add(
            callers.submit(
                () -> {
                  List<Request> own = new ArrayList<>();
                  for (int i = 0; i < REQUESTS_PER_THREAD; i++) {
                    if (ends && i == REQUESTS_PER_THREAD / 2) {
                      ending.end(queue, workers);
                    }
                    own.add(Request.random(random, queue, digits, others));
                    if (random.nextInt(50) == 0) {
                      Thread.sleep(1);
                    }
                  }
                  return own;
                }));
      }
      for (Future<List<Request>> caller : begun) {
        requests.addAll(caller.get());
      }
      for (Request request : requests) {
        request.await();
      }
    }
    return requests;
  }

  /** Whoever was given a model has let go of it. */
  private static void requireFreed(String model, ModelRepository models) throws Exception {
    models.unload(model);
    long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (models.index().stream()
            .anyMatch(entry -> entry.name().equals(model) && entry.state() == ModelState.UNLOADING)
        && System.nanoTime() < giveUpNanos) {
      Thread.sleep(1);
    }
    assertThat(models.index())
        .filteredOn(entry -> entry.name().equals(model))
        .extracting(ModelEntry::state)
        .containsOnly(ModelState.UNAVAILABLE);
  }

  private enum Ending {
    NEVER {
      @Override
      void end(VectorQueue queue, ExecutorService workers) {}
    },
    QUEUE {
      @Override
      void end(VectorQueue queue, ExecutorService workers) {
        queue.close();
      }
    },
    EXECUTOR {
      @Override
      void end(VectorQueue queue, ExecutorService workers) {
        workers.shutdownNow();
        queue.close();
      }
    };

    abstract void end(VectorQueue queue, ExecutorService workers);
  }

  private static final class Request {

    private final Counted counted = new Counted();
    private final int rows;
    private final float @Nullable [] expected;
    private CompletableFuture<float[]> result;
    private boolean cancelled;
    private boolean refused;

    private Request(int rows, float @Nullable [] expected) {
      this.rows = rows;
      this.expected = expected;
      this.result = new CompletableFuture<>();
    }

    static Request random(
        Random random, VectorQueue queue, ModelRepository digits, ModelRepository others) {
      return switch (random.nextInt(4)) {
        case 0 -> image(random, queue, digits);
        case 1 -> scaled(random, queue, others);
        case 2 -> sums(random, queue, others);
        default -> lookup(random, queue, others);
      };
    }

    private static Request image(Random random, VectorQueue queue, ModelRepository digits) {
      float[] image = IMAGES[random.nextInt(IMAGES.length)];
      float[] expected;
      try (ServedModel model = digits.model("digits")) {
        expected = model.vectors().run(image);
      }
      Request request = new Request(1, expected);
      return request.begin(
          random,
          () -> queue.submit(digits.model("digits"), 8, image, request.counted),
          VectorResult::output);
    }

    private static Request scaled(Random random, VectorQueue queue, ModelRepository others) {
      int rows = 1 + random.nextInt(3);
      float[] x = new float[rows * 4];
      float[] expected = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextInt(1000);
        expected[i] = 10 * x[i];
      }
      Request request = new Request(rows, expected);
      return request.begin(
          random,
          () ->
              queue.submit(
                  others.model("scale"),
                  8,
                  List.of(Tensors.floats("x", new long[] {rows, 4}, x)),
                  List.of(),
                  request.counted),
          outputs -> Tensors.floats(outputs.getFirst()));
    }

    private static Request sums(Random random, VectorQueue queue, ModelRepository others) {
      float a = 1 + random.nextInt(1000);
      Request request = new Request(1, new float[] {a + 1, a + 2, a + 3});
      return request.begin(
          random,
          () ->
              queue.submit(
                  others.model("sums"),
                  8,
                  List.of(
                      Tensors.floats("a", new long[] {1, 3}, a, a, a),
                      Tensors.floats("b", new long[] {1, 3}, 1, 2, 3)),
                  random.nextBoolean() ? List.of() : List.of("sum"),
                  request.counted),
          outputs -> Tensors.floats(outputs.getFirst()));
    }

    private static Request lookup(Random random, VectorQueue queue, ModelRepository others) {
      long place = random.nextInt(8) == 0 ? MISSING_PLACE : random.nextInt(4);
      Request request = new Request(1, place == MISSING_PLACE ? null : new float[] {10 * place});
      return request.begin(
          random,
          () ->
              queue.submit(
                  others.model("lookup"),
                  8,
                  List.of(Tensors.longs("places", new long[] {1}, place)),
                  List.of(),
                  request.counted),
          outputs -> Tensors.floats(outputs.getFirst()));
    }

    private <R> Request begin(
        Random random, Supplier<CompletableFuture<R>> submitted, Function<R, float[]> numbers) {
      try {
        CompletableFuture<R> submitting = submitted.get();
        result = submitting.thenApply(numbers);
        cancelled = random.nextInt(8) == 0 && submitting.cancel(false);
      } catch (RunRefused e) {
        refused = true;
      }
      return this;
    }

    boolean isAnswered() {
      return !cancelled && !refused && !result.isCompletedExceptionally();
    }

    /** Waits for the result, or the failure. */
    void await() throws Exception {
      if (!refused) {
        result.handle((_, _) -> "ended").get(30, TimeUnit.SECONDS);
      }
    }

    void requireEnded(Ending ending) throws Exception {
      if (refused) {
        assertThat(ending).as("refused only at the end").isNotEqualTo(Ending.NEVER);
        assertThat(counted.endedRequests()).isZero();
        assertThat(counted.begun()).isZero();
        return;
      }
      assertThat(counted.endedRequests()).isEqualTo(1);
      assertThat(counted.begun()).as("taken to run").isLessThanOrEqualTo(1);
      try {
        float[] answer = result.get();
        assertThat(cancelled).isFalse();
        assertThat(expected).as("it has to fail").isNotNull();
        assertThat(answer).containsExactly(expected, within(1e-6f));
        assertThat(counted.begun()).as("taken to run").isEqualTo(1);
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RunRefused _ -> assertThat(ending).isNotEqualTo(Ending.NEVER);
          case CancellationException _ -> assertThat(cancelled).isTrue();
          case ModelException _ -> assertThat(expected).as("what it has to be").isNull();
          case null, default -> throw e;
        }
      }
    }
  }
}
