package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models come and go while others call them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ReplaceUnderLoadTest {

  private static final SessionSettings SETTINGS = new SessionSettings(1);
  private static final int CALLERS = 6;
  private static final int CHANGES = 150;

  /** Enough for a run of a few tenths of a second. */
  private static final long LONG_RUN = 300_000;

  private final Path folder;

  ReplaceUnderLoadTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /**
   * One model is replaced, unloaded, broken and loaded in a random order, while callers ask for it
   * and for another one, and now and then hold it for more than one run.
   */
  @ParameterizedTest
  @ValueSource(longs = {20261101, 1, 2})
  void noCallFailsAndEachEndsOnTheVersionItBeganWith(long seed) throws Exception {
    TestModels.copy("scale", "1", folder, "changing", "1");
    TestModels.copy("scale", "2", folder, "steady", "1");
    AtomicBoolean ended = new AtomicBoolean();
    AtomicLong steadyCalls = new AtomicLong();
    AtomicLong changingCalls = new AtomicLong();
    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Random random = new Random(seed + i);
        calls.add(
            callers.submit(
                (Callable<?>)
                    () -> {
                      while (!ended.get()) {
                        callSteady(models);
                        steadyCalls.incrementAndGet();
                        if (callChanging(models, random)) {
                          changingCalls.incrementAndGet();
                        }
                      }
                      return null;
                    }));
      }
      try {
        change(models, new Random(seed));
      } finally {
        ended.set(true);
      }
      for (Future<?> call : calls) {
        call.get();
      }
      assertThat(steadyCalls.get()).isGreaterThan(CALLERS);
      assertThat(changingCalls.get()).isGreaterThan(CALLERS);
      assertThat(models.index())
          .filteredOn(entry -> entry.name().equals("steady"))
          .containsExactly(new ModelEntry("steady", "1", ModelState.READY, ""));
      assertThat(models.index()).noneMatch(entry -> entry.state() == ModelState.UNLOADING);
    }
  }

  private static void callSteady(ModelRepository models) {
    try (ServedModel steady = models.model("steady")) {
      assertThat(answer(steady)).isEqualTo(2);
    }
  }

  /** False if it was unloaded, which is no failure. */
  private static boolean callChanging(ModelRepository models, Random random) {
    try (ServedModel changing = models.model("changing")) {
      float first = answer(changing);
      assertThat(first).isIn(1f, 2f, 10f);
      for (int i = random.nextInt(4); i > 0; i--) {
        Thread.onSpinWait();
        assertThat(answer(changing)).isEqualTo(first);
        assertThat(changing.vectors().run(new float[] {1, 1, 1, 1})[0]).isEqualTo(first);
      }
      return true;
    } catch (UnknownModel e) {
      return false;
    }
  }

  private void change(ModelRepository models, Random random) throws Exception {
    for (int i = 0; i < CHANGES; i++) {
      switch (random.nextInt(6)) {
        case 0 -> unload(models);
        case 1 -> {
          Files.writeString(folder.resolve("changing/1/next"), "broken");
          move();
          assertThatCode(() -> models.load("changing")).isInstanceOf(BadModel.class);
        }
        default -> {
          String version = List.of("1", "2", "10").get(random.nextInt(3));
          Files.copy(
              TestModels.folder().resolve("scale").resolve(version).resolve("model.onnx"),
              folder.resolve("changing/1/next"));
          move();
          models.load("changing");
        }
      }
    }
  }

  private static void unload(ModelRepository models) {
    try {
      models.unload("changing");
    } catch (UnknownModel e) {
      assertThat(e).hasMessage("There is no model 'changing' that is ready");
    }
  }

  /** As whoever replaces a file that others read does it. */
  private void move() throws Exception {
    Files.move(
        folder.resolve("changing/1/next"),
        folder.resolve("changing/1/model.onnx"),
        StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aRunUnderWayEndsOnItsVersionThoughTheModelIsReplacedAndUnloaded() throws Exception {
    TestModels.copy("count", "1", folder, "count", "1");
    try (ModelRepository models = ModelRepository.openFolder(folder, SETTINGS);
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      CountDownLatch begun = new CountDownLatch(1);
      Future<Long> run = executor.submit(() -> count(models.model("count"), begun));
      begun.await();

      TestModels.copy("count", "2", folder, "count", "1");
      models.load("count");
      long replaced = count(models.model("count"), 10);
      models.unload("count");

      assertThat(run.isDone()).as("the long run ended before the replacement").isFalse();
      assertThat(replaced).isEqualTo(20);
      assertThat(run.get()).isEqualTo(LONG_RUN);
    }
  }

  @Test
  void closingWaitsForTheRunsUnderWay() throws Exception {
    TestModels.copy("count", "1", folder, "count", "1");
    ModelRepository models = ModelRepository.openFolder(folder, SETTINGS);
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      CountDownLatch begun = new CountDownLatch(1);
      AtomicBoolean ended = new AtomicBoolean();
      Future<Long> run =
          executor.submit(
              () -> {
                long total = count(models.model("count"), begun);
                ended.set(true);
                return total;
              });
      begun.await();
      // The run begins right after the latch: closing first would refuse it.
      Thread.sleep(50);
      boolean endedBefore = ended.get();

      models.close();

      assertThat(endedBefore).as("the run ended before it was closed").isFalse();
      assertThat(run.get(1, TimeUnit.SECONDS)).isEqualTo(LONG_RUN);
    }
  }

  private static long count(ServedModel model, CountDownLatch begun) {
    begun.countDown();
    return count(model, LONG_RUN);
  }

  private static long count(ServedModel model, long rounds) {
    try (model) {
      return Tensors.longs(
          model
              .infer(List.of(Tensors.longs("rounds", new long[] {1}, rounds)), List.of())
              .getFirst())[0];
    }
  }

  private static float answer(ServedModel model) {
    return Tensors.floats(
        model
            .infer(List.of(Tensors.floats("x", new long[] {1, 4}, 1, 1, 1, 1)), List.of())
            .getFirst())[0];
  }
}
