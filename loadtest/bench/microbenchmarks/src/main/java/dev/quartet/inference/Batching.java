package dev.quartet.inference;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The digits' model through the batcher, time for one vector. The executor is a queue of tasks that
 * the same thread works off, as an event loop's is, so that nothing is measured but the batcher and
 * ONNX Runtime, which has one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Batching {

  private static final int MAX_BATCH = 32;

  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void waited(long nanos) {}

        @Override
        public void ran(int rows, long nanos) {}

        @Override
        public void ended() {}
      };

  private final float[][] inputs = new float[MAX_BATCH][];
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final VectorQueue queue = new VectorQueue(tasks::add);

  @SuppressWarnings("NullAway.Init") // JMH calls open() first.
  private ModelRepository models;

  /** Opens the model. */
  @Setup(Level.Trial)
  public void open() {
    Path root = Path.of(System.getProperty("quartet.root", "."));
    models =
        ModelRepository.openFolder(
            root.resolve("modules/functions/src/main/resources/models"), new SessionSettings(1));
    Random random = new Random(1);
    for (int i = 0; i < MAX_BATCH; i++) {
      inputs[i] = new float[512];
      for (int j = 0; j < inputs[i].length; j++) {
        inputs[i][j] = random.nextFloat();
      }
    }
  }

  /** Frees it. */
  @TearDown(Level.Trial)
  public void close() {
    models.close();
  }

  /** Without the batcher, one at a time. */
  @Benchmark
  public float[] alone() {
    try (ServedModel digits = models.model("digits")) {
      return digits.vectors().run(inputs[0]);
    }
  }

  /** Through the batcher when nothing else waits: against {@link #alone} the price of batching. */
  @Benchmark
  public void batchOf1(Blackhole hole) {
    runTogether(1, hole);
  }

  /** Eight that wait together. */
  @Benchmark
  @OperationsPerInvocation(8)
  public void batchOf8(Blackhole hole) {
    runTogether(8, hole);
  }

  /** The largest batch. */
  @Benchmark
  @OperationsPerInvocation(MAX_BATCH)
  public void batchOf32(Blackhole hole) {
    runTogether(MAX_BATCH, hole);
  }

  private void runTogether(int vectors, Blackhole hole) {
    for (int i = 0; i < vectors; i++) {
      CompletableFuture<VectorResult> result =
          queue.submit(models.model("digits"), MAX_BATCH, inputs[i], NOBODY);
      result.thenAccept(hole::consume);
    }
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
