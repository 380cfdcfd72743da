package dev.quartet.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs together the vectors that wait together. Nothing waits for a batch to fill: the first vector
 * asks the executor for a run, and the run takes what has come by the time that it begins, up to
 * the most that one may have. So an idle executor runs one vector at once, and a busy one runs more
 * the busier it is. Vectors of several models take turns. Safe for use by several threads at once;
 * one run is under way at a time.
 */
public final class VectorQueue {

  private final Executor executor;
  private final Queue<Waiting> incoming = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean asked = new AtomicBoolean();

  /** What an earlier run left behind. Only the run under way uses it. */
  private final ArrayDeque<Waiting> left = new ArrayDeque<>();

  /**
   * @param executor runs the batches
   */
  public VectorQueue(Executor executor) {
    this.executor = executor;
  }

  /**
   * Runs a vector with those that wait with it.
   *
   * @param model let go of when the vector is done or refused
   * @param maxVectors the most vectors of its batch, at least 1
   * @param input {@link VectorModel#inputLength()} numbers; not changed
   * @return the result, or the failure of the run. Cancelled before its run begins, it takes its
   *     vector out.
   * @throws IllegalArgumentException if the input has another length
   * @throws BadModel if the model takes or gives something else than vectors
   */
  public CompletableFuture<VectorResult> submit(ServedModel model, int maxVectors, float[] input) {
    VectorModel vectors;
    try {
      vectors = model.vectors();
      vectors.requireLength("The input", input);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    CompletableFuture<VectorResult> result = new CompletableFuture<>();
    result.whenComplete((_, _) -> model.close());
    incoming.add(new Waiting(vectors, maxVectors, input, result));
    askForRun();
    return result;
  }

  private void askForRun() {
    if (asked.compareAndSet(false, true)) {
      try {
        executor.execute(this::runBatch);
      } catch (RejectedExecutionException e) {
        // Nothing will run any more, so nothing may be left to wait.
        takeIncoming();
        left.forEach(waiting -> waiting.result().completeExceptionally(e));
        left.clear();
        asked.set(false);
        if (!incoming.isEmpty()) {
          askForRun();
        }
      }
    }
  }

  private void takeIncoming() {
    for (Waiting next = incoming.poll(); next != null; next = incoming.poll()) {
      left.add(next);
    }
  }

  private void runBatch() {
    takeIncoming();
    try {
      List<Waiting> batch = takeBatch();
      if (!batch.isEmpty()) {
        run(batch);
      }
    } finally {
      boolean more = !left.isEmpty();
      asked.set(false);
      if (more || !incoming.isEmpty()) {
        askForRun();
      }
    }
  }

  /** The first that waits and all others of its model that fit; the rest keep their order. */
  private List<Waiting> takeBatch() {
    left.removeIf(waiting -> waiting.result().isDone());
    List<Waiting> batch = new ArrayList<>();
    Iterator<Waiting> candidates = left.iterator();
    while (candidates.hasNext()) {
      Waiting candidate = candidates.next();
      if (batch.isEmpty()
          || candidate.model() == batch.getFirst().model()
              && batch.size() < batch.getFirst().maxVectors()) {
        batch.add(candidate);
        candidates.remove();
      }
    }
    return batch;
  }

  private static void run(List<Waiting> batch) {
    float[][] inputs = new float[batch.size()][];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = batch.get(i).input();
    }
    float[][] outputs;
    long startNanos = System.nanoTime();
    try {
      outputs = batch.getFirst().model().run(inputs);
    } catch (RuntimeException | Error e) {
      // Errors too, such as no memory for the buffers: each caller waits for an end.
      batch.forEach(waiting -> waiting.result().completeExceptionally(e));
      return;
    }
    long runNanos = System.nanoTime() - startNanos;
    for (int i = 0; i < outputs.length; i++) {
      batch.get(i).result().complete(new VectorResult(outputs[i], runNanos, outputs.length));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // A value for one call, never compared.
  private record Waiting(
      VectorModel model, int maxVectors, float[] input, CompletableFuture<VectorResult> result) {}
}
