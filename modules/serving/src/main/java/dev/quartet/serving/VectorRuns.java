package dev.quartet.serving;

import dev.quartet.inference.ServedModel;
import dev.quartet.inference.VectorModel;
import dev.quartet.inference.VectorQueue;
import dev.quartet.inference.VectorResult;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Runs vectors in batches, where that suits the model. An event loop reads all requests that have
 * come in, and then runs them at once, if a batch of this model holds it up for about a
 * millisecond, going by its shortest run so far; slower models run on a worker, batch by batch, and
 * take what has come in the meantime.
 */
@Singleton
public final class VectorRuns {

  private static final long MAX_NANOS_ON_EVENT_LOOP = 1_000_000;

  /** Beyond this a vector gains next to nothing from a larger batch. */
  private static final int MAX_BATCH = 32;

  private final ExecutorService workers;
  private final ConcurrentMap<String, VectorQueue> onWorkers = new ConcurrentHashMap<>();
  private final FastThreadLocal<@Nullable VectorQueue> onEventLoop = new FastThreadLocal<>();

  /**
   * @param workers run the batches of models that are too slow for an event loop
   */
  public VectorRuns(ExecutorService workers) {
    this.workers = workers;
  }

  /**
   * Runs a vector, on the calling thread if that may block.
   *
   * @param model let go of when the vector is done or refused
   * @param input {@link VectorModel#inputLength()} numbers; not changed
   * @return the result. Cancelled before its run begins, it takes its vector out.
   * @throws IllegalArgumentException if the input has another length
   * @throws dev.quartet.inference.BadModel if the model takes or gives something else than vectors
   */
  public CompletionStage<VectorResult> run(ServedModel model, float[] input) {
    if (!Context.isOnEventLoopThread()) {
      return CompletableFuture.completedFuture(runHere(model, input));
    }
    long runNanos;
    try {
      runNanos = model.vectors().shortestRunNanos();
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    int fitting = (int) Math.min(MAX_BATCH, MAX_NANOS_ON_EVENT_LOOP / Math.max(1, runNanos));
    return fitting > 0
        ? queueOfThisEventLoop().submit(model, fitting, input)
        : onWorkers
            .computeIfAbsent(model.name(), _ -> new VectorQueue(workers))
            .submit(model, MAX_BATCH, input);
  }

  private static VectorResult runHere(ServedModel model, float[] input) {
    try (model) {
      long startNanos = System.nanoTime();
      float[] output = model.vectors().run(input);
      return new VectorResult(output, System.nanoTime() - startNanos, 1);
    }
  }

  private VectorQueue queueOfThisEventLoop() {
    @Nullable VectorQueue queue = onEventLoop.get();
    if (queue == null) {
      queue = new VectorQueue(ContextInternal.current().nettyEventLoop());
      onEventLoop.set(queue);
    }
    return queue;
  }
}
