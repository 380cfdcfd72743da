package dev.quartet.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quartet.inference.BadModel;
import dev.quartet.inference.Datatype;
import dev.quartet.inference.ModelRepository;
import dev.quartet.inference.RunRefused;
import dev.quartet.inference.SessionSettings;
import dev.quartet.inference.Tensor;
import dev.quartet.inference.VectorResult;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VectorRunsTest {

  /** Adds ten thousand, which takes too long for an event loop. */
  private static final String SLOW = "slow";

  /** Multiplies by ten at once. */
  private static final String FAST = "scale";

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final ModelRepository models =
      ModelRepository.openFolder(
          Path.of(
                  Objects.requireNonNull(
                      System.getProperty("quartet.root"),
                      "-Dquartet.root must name the repository"))
              .resolve("modules/inference/src/test/resources/models"),
          new SessionSettings(1));
  private final List<String> measured = new CopyOnWriteArrayList<>();
  private VectorRuns runs = runs(new RunSettings(true, 100, 1));

  @AfterEach
  void close() {
    workers.close();
    models.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void whatComesInOneTurnOfAnEventLoopRunsTogetherOnIt() throws Exception {
    List<CompletableFuture<VectorResult>> results =
        onEventLoop(
            () -> {
              List<CompletableFuture<VectorResult>> begun = new ArrayList<>();
              for (int i = 1; i <= 5; i++) {
                begun.add(run(FAST, i));
              }
              assertThat(begun).noneMatch(CompletableFuture::isDone);
              return begun;
            });

    for (int i = 1; i <= 5; i++) {
      VectorResult result = ended(results.get(i - 1));
      assertThat(result.output()).containsExactly(10 * i, 10 * i, 10 * i, 10 * i);
      assertThat(result.batchSize()).isEqualTo(5);
    }
  }

  @Test
  void slowModelsRunOnWorkersWhichTakeTogetherWhatHasCome() throws Exception {
    List<CompletableFuture<VectorResult>> results =
        onEventLoop(
            () -> {
              List<CompletableFuture<VectorResult>> begun = new ArrayList<>();
              for (int i = 0; i < 40; i++) {
                begun.add(run(SLOW, i));
              }
              return begun;
            });
    boolean anyWasDone = onEventLoop(() -> results.stream().anyMatch(CompletableFuture::isDone));

    assertThat(anyWasDone).as("the event loop was held up by a run").isFalse();
    for (int i = 0; i < 40; i++) {
      assertThat(ended(results.get(i)).output())
          .containsExactly(i + 10_000, i + 10_000, i + 10_000, i + 10_000);
    }
    // By now it is known that two in a run take as long as one.
    List<CompletableFuture<VectorResult>> more =
        onEventLoop(
            () -> {
              List<CompletableFuture<VectorResult>> begun = new ArrayList<>();
              for (int i = 0; i < 10; i++) {
                begun.add(run(SLOW, i));
              }
              return begun;
            });
    assertThat(more).anySatisfy(result -> assertThat(ended(result).batchSize()).isGreaterThan(1));
  }

  @Test
  void tensorsShareRunsWithVectors() throws Exception {
    CompletableFuture<VectorResult> vector =
        onEventLoop(
            () -> {
              CompletableFuture<List<Tensor>> tensors = infer(FAST, 1, 2, 3, 4, 5, 6, 7, 8);
              CompletableFuture<VectorResult> begun = run(FAST, 9);
              return tensors.thenCombine(
                  begun,
                  (outputs, result) -> {
                    assertThat(outputs.getFirst().shape()).containsExactly(2, 4);
                    assertThat(outputs.getFirst().content().asFloatBuffer())
                        .isEqualTo(FloatBuffer.wrap(new float[] {10, 20, 30, 40, 50, 60, 70, 80}));
                    return result;
                  });
            });

    assertThat(ended(vector).batchSize()).isEqualTo(3);
  }

  @Test
  void whoMayBlockRunsAFastModelAtOnce() {
    assertThat(run(FAST, 1)).isCompleted();
    assertThat(infer(FAST, 1, 2, 3, 4)).isCompleted();
  }

  @Test
  void withoutBatchingEachRunsAloneAndAFastModelAtOnce() throws Exception {
    runs = runs(new RunSettings(false, 100, 1));

    VectorResult onEventLoop = onEventLoop(() -> run(FAST, 1).getNow(null));
    List<CompletableFuture<VectorResult>> slow =
        onEventLoop(() -> List.of(run(SLOW, 1), run(SLOW, 2)));

    assertThat(onEventLoop.batchSize()).isEqualTo(1);
    assertThat(slow).allSatisfy(result -> assertThat(ended(result).batchSize()).isEqualTo(1));
  }

  @Test
  void oneRequestTooManyForAModelIsRefusedAndThoseOfOthersAreNot() throws Exception {
    runs = runs(new RunSettings(true, 2, 1));

    List<CompletableFuture<VectorResult>> results =
        onEventLoop(
            () -> {
              List<CompletableFuture<VectorResult>> begun =
                  List.of(run(SLOW, 1), run(SLOW, 2), run(FAST, 3));
              assertThatExceptionOfType(RunRefused.class)
                  .isThrownBy(() -> run(SLOW, 4))
                  .withMessageContaining("'slow'")
                  .withMessageContaining("quartet.inference.max-requests");
              begun.get(1).cancel(false);
              return List.of(begun.get(0), run(SLOW, 5), begun.get(2));
            });

    for (CompletableFuture<VectorResult> result : results) {
      ended(result);
    }
    assertThat(measured).containsOnlyOnce("slow refused");
    ended(onEventLoop(() -> run(SLOW, 6)));
  }

  @Test
  void aFailureGivesThePlaceBack() {
    runs = runs(new RunSettings(true, 1, 1));

    for (int i = 0; i < 3; i++) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> runs.run(models.model(FAST), new float[3]));
      assertThatExceptionOfType(BadModel.class)
          .isThrownBy(() -> runs.run(models.model("sums"), new float[3]));
    }
    assertThat(run(FAST, 1)).isCompleted();
  }

  @Test
  void theEndRefusesWhatWaitsAndWhatComes() throws Exception {
    List<CompletableFuture<VectorResult>> results =
        onEventLoop(
            () -> {
              List<CompletableFuture<VectorResult>> begun = new ArrayList<>();
              for (int i = 0; i < 20; i++) {
                begun.add(run(SLOW, i));
              }
              begun.add(run(FAST, 1));
              runs.end(new ShutdownEvent());
              return begun;
            });

    int refused = 0;
    for (CompletableFuture<VectorResult> result : results) {
      try {
        ended(result);
      } catch (CompletionException e) {
        assertThat(e).hasCauseInstanceOf(RunRefused.class);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(10);
    onEventLoop(
        () -> {
          assertThatExceptionOfType(RunRefused.class).isThrownBy(() -> run(SLOW, 1));
          assertThatExceptionOfType(RunRefused.class).isThrownBy(() -> run(FAST, 1));
          return true;
        });
  }

  @Test
  void theMeterIsToldOfEachRunOfTheModelAndItsVersion() {
    run(FAST, 1).join();
    runs.read(models.model(FAST), 1);

    assertThat(measured).containsExactly("scale 10", "scale waited", "scale ran 1", "scale read");
  }

  @Test
  void onLambdaNothingWaitsForOthers() {
    ModelsConfig config = config(Map.of());

    assertThat(RunSettings.of(config, true).batching()).isFalse();
    assertThat(RunSettings.of(config, false)).isEqualTo(new RunSettings(true, 384, 1));
  }

  @Test
  void asManyRunsAtOnceAsItTakesToUseTheProcessors() {
    int processors = Runtime.getRuntime().availableProcessors();

    assertThat(RunSettings.of(config(Map.of("quartet.inference.threads", "1")), false).runsAtOnce())
        .isEqualTo(processors);
  }

  @Test
  void noRequestsIsNoSetting() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RunSettings.of(config(Map.of("quartet.inference.max-requests", "0")), false))
        .withMessage("quartet.inference.max-requests must be at least 1, got 0");
  }

  private CompletableFuture<VectorResult> run(String model, float number) {
    return runs.run(models.model(model), new float[] {number, number, number, number});
  }

  private CompletableFuture<List<Tensor>> infer(String model, float... numbers) {
    ByteBuffer content =
        ByteBuffer.allocateDirect(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    content.asFloatBuffer().put(numbers);
    Tensor x = new Tensor("x", Datatype.FP32, new long[] {numbers.length / 4, 4}, content);
    return runs.infer(models.model(model), List.of(x), List.of());
  }

  private static <R> R ended(CompletableFuture<R> result) {
    return result.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private <R> R onEventLoop(Callable<R> work) throws Exception {
    CompletableFuture<R> done = new CompletableFuture<>();
    vertx
        .getOrCreateContext()
        .runOnContext(
            _ -> {
              try {
                done.complete(work.call());
              } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
              }
            });
    return done.get(30, TimeUnit.SECONDS);
  }

  private VectorRuns runs(RunSettings settings) {
    return new VectorRuns(
        workers,
        settings,
        (model, version) -> {
          if (model.equals(FAST)) {
            measured.add(model + " " + version);
          }
          return new ModelMeter() {
            @Override
            public void read(long nanos) {
              measured.add(model + " read");
            }

            @Override
            public void waited(long nanos) {
              measured.add(model + " waited");
            }

            @Override
            public void ran(int rows, long nanos) {
              measured.add(model + " ran " + rows);
            }

            @Override
            public void refused() {
              measured.add(model + " refused");
            }
          };
        });
  }

  private static ModelsConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(ModelsConfig.class)
        .withDefaultValues(properties)
        .build()
        .getConfigMapping(ModelsConfig.class);
  }
}
