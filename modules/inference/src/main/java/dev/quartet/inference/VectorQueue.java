package dev.quartet.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs together the requests that wait together. Nothing waits for a batch to fill: the first
 * request asks the executor for a run, and the run takes what has come by the time that it begins,
 * up to the most that one may have. So an idle executor runs one request at once, and a busy one
 * runs more the busier it is. Models take turns, each with a batch, however many wait for one of
 * them. Safe for use by several threads at once.
 */
public final class VectorQueue implements AutoCloseable {

  private static final String ENDED = "No more runs are made: the application ends.";

  private final Executor executor;
  private final int mostRuns;

  /**
   * What waits, by the session that runs it; the one whose turn is next comes first. None is empty.
   */
  private final Map<Session, ArrayDeque<Waiting<?>>> lanes = new LinkedHashMap<>();

  /** How many runs are asked for or under way. */
  private int runs;

  private boolean closed;

  /**
   * One run is under way at a time.
   *
   * @param executor runs the batches
   */
  public VectorQueue(Executor executor) {
    this(executor, 1);
  }

  /**
   * @param executor runs the batches
   * @param mostRuns how many runs may be under way at once, at least 1
   */
  public VectorQueue(Executor executor, int mostRuns) {
    this.executor = executor;
    this.mostRuns = mostRuns;
  }

  /**
   * Runs a vector with what waits with it.
   *
   * @param model let go of when the vector is done or refused
   * @param maxVectors the most vectors of its batch, at least 1
   * @param input {@link VectorModel#inputLength()} numbers; not changed
   * @param observer is told of its run
   * @return the result, or the failure of the run. Cancelled before its run begins, it takes its
   *     vector out.
   * @throws IllegalArgumentException if the input has another length
   * @throws BadModel if the model takes or gives something else than vectors
   * @throws RunRefused if this is closed
   */
  public CompletableFuture<VectorResult> submit(
      ServedModel model, int maxVectors, float[] input, RunObserver observer) {
    Waiting<VectorResult> waiting;
    try {
      Session session = session(model);
      OneVector vector = session.vectors().vector(input);
      waiting = new Waiting.ForVectors<>(session, vector, vector::result, maxVectors, observer);
      add(waiting);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
    return begun(model, waiting);
  }

  /**
   * Runs tensors with what waits with them, if rows of both may share a run.
   *
   * @param model let go of when the run is done or refused
   * @param maxRows the most rows of its batch, at least 1; a request of more runs by itself
   * @param inputs as {@link ServedModel#infer} takes them
   * @param requestedOutputs the same
   * @param observer is told of its run
   * @return what {@link ServedModel#infer} gives, or the failure of the run. Cancelled before its
   *     run begins, it leaves the queue.
   * @throws RunRefused if this is closed
   */
  public CompletableFuture<List<Tensor>> submit(
      ServedModel model,
      int maxRows,
      List<Tensor> inputs,
      List<String> requestedOutputs,
      RunObserver observer) {
    Waiting<List<Tensor>> waiting;
    try {
      Session session = session(model);
      Optional<TensorVectors> vectors =
          session.takesVectors()
              ? session.vectors().vectors(inputs, requestedOutputs)
              : Optional.empty();
      waiting =
          vectors.isPresent()
              ? new Waiting.ForVectors<>(
                  session, vectors.get(), vectors.get()::outputs, maxRows, observer)
              : new Waiting.ForTensors(session, inputs, requestedOutputs, maxRows, observer);
      add(waiting);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
    return begun(model, waiting);
  }

  private static Session session(ServedModel model) {
    return switch (model) {
      case LoadedModel.Held held -> held.session();
    };
  }

  private <R> CompletableFuture<R> begun(ServedModel model, Waiting<R> waiting) {
    CompletableFuture<R> result = waiting.result();
    result.whenComplete(
        (_, _) -> {
          remove(waiting);
          model.close();
          waiting.observer().ended();
        });
    return result;
  }

  private void add(Waiting<?> waiting) {
    synchronized (lanes) {
      if (closed) {
        throw new RunRefused(ENDED);
      }
      lanes.computeIfAbsent(waiting.session(), _ -> new ArrayDeque<>()).add(waiting);
      if (runs == mostRuns) {
        return;
      }
      runs++;
    }
    askForRun();
  }

  /** It is cancelled, unless it waits no more. */
  private void remove(Waiting<?> waiting) {
    if (waiting.isTaken()) {
      return;
    }
    synchronized (lanes) {
      ArrayDeque<Waiting<?>> lane = lanes.get(waiting.session());
      if (lane != null && lane.remove(waiting) && lane.isEmpty()) {
        lanes.remove(waiting.session());
      }
    }
  }

  private void askForRun() {
    try {
      executor.execute(this::runBatch);
    } catch (RejectedExecutionException e) {
      // Nothing will run any more, so nothing may be left to wait.
      synchronized (lanes) {
        runs--;
      }
      refuseAll();
    }
  }

  private void runBatch() {
    List<Waiting<?>> batch = takeBatch();
    try {
      if (!batch.isEmpty()) {
        new Batch(batch).run();
      }
    } finally {
      if (isMoreToRun()) {
        askForRun();
      }
    }
  }

  private boolean isMoreToRun() {
    synchronized (lanes) {
      if (lanes.isEmpty()) {
        runs--;
        return false;
      }
      return true;
    }
  }

  /**
   * The first of the model whose turn it is, and what else of that model joins it and fits; the
   * rest keeps its order.
   */
  private List<Waiting<?>> takeBatch() {
    synchronized (lanes) {
      Iterator<ArrayDeque<Waiting<?>>> next = lanes.values().iterator();
      if (!next.hasNext()) {
        return List.of();
      }
      ArrayDeque<Waiting<?>> lane = next.next();
      next.remove();
      Waiting<?> first = lane.remove();
      first.take();
      List<Waiting<?>> batch = new ArrayList<>();
      batch.add(first);
      int rows = first.rows();
      Iterator<Waiting<?>> others = lane.iterator();
      while (rows < first.maxRows() && others.hasNext()) {
        Waiting<?> other = others.next();
        if (other.rows() <= first.maxRows() - rows && other.joins(first)) {
          others.remove();
          other.take();
          batch.add(other);
          rows += other.rows();
        }
      }
      if (!lane.isEmpty()) {
        lanes.put(first.session(), lane);
      }
      return batch;
    }
  }

  /** Refuses what waits, and all that comes. A run under way ends. A second call does nothing. */
  @Override
  public void close() {
    synchronized (lanes) {
      closed = true;
    }
    refuseAll();
  }

  private void refuseAll() {
    List<Waiting<?>> refused = new ArrayList<>();
    synchronized (lanes) {
      for (ArrayDeque<Waiting<?>> lane : lanes.values()) {
        lane.forEach(Waiting::take);
        refused.addAll(lane);
      }
      lanes.clear();
    }
    refused.forEach(waiting -> waiting.result().completeExceptionally(new RunRefused(ENDED)));
  }
}
