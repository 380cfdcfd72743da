package dev.quartet.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A request that waits for its run.
 *
 * @param <R> its result
 */
abstract sealed class Waiting<R> {

  private final Session session;
  private final int rows;
  private final int maxRows;
  private final RunObserver observer;
  private final CompletableFuture<R> result = new CompletableFuture<>();
  private final long sinceNanos = System.nanoTime();

  /** Whether it waits no more. Set by its queue alone, and never reset. */
  private volatile boolean taken;

  private Waiting(Session session, int rows, int maxRows, RunObserver observer) {
    this.session = session;
    this.rows = rows;
    this.maxRows = maxRows;
    this.observer = observer;
  }

  Session session() {
    return session;
  }

  int rows() {
    return rows;
  }

  /** The most rows of a batch that begins with it. */
  int maxRows() {
    return maxRows;
  }

  RunObserver observer() {
    return observer;
  }

  CompletableFuture<R> result() {
    return result;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  boolean isTaken() {
    return taken;
  }

  void take() {
    taken = true;
  }

  /** Whether it may be in a batch that begins with the other, of the same session. */
  abstract boolean joins(Waiting<?> first);

  /** The input as tensors. */
  abstract List<Tensor> tensors();

  /** Ends it with what its run gave. */
  abstract void answer();

  /** Vectors on their short way. */
  static final class ForVectors<R> extends Waiting<R> {

    private final Part part;
    private final Supplier<R> answer;

    /**
     * @param answer what the part took, after the run
     */
    ForVectors(Session session, Part part, Supplier<R> answer, int maxRows, RunObserver observer) {
      super(session, part.vectors(), maxRows, observer);
      this.part = part;
      this.answer = answer;
    }

    Part part() {
      return part;
    }

    @Override
    void answer() {
      result().complete(answer.get());
    }

    @Override
    boolean joins(Waiting<?> first) {
      return first instanceof ForVectors && !session().sharedRuns().isRuledOut();
    }

    @Override
    List<Tensor> tensors() {
      VectorModel.Form form = session().vectors().form();
      ByteBuffer content =
          ByteBuffer.allocateDirect(
                  Math.multiplyExact(rows(), Math.multiplyExact(form.inputLength(), Float.BYTES)))
              .order(ByteOrder.LITTLE_ENDIAN);
      part.put(content.asFloatBuffer(), 0);
      return List.of(
          new Tensor(form.input().name(), Datatype.FP32, form.inputShape(rows()), content));
    }
  }

  /** Tensors of any kind. */
  static final class ForTensors extends Waiting<List<Tensor>> {

    private final List<Tensor> inputs;
    private final List<String> requestedOutputs;
    private List<Tensor> outputs = List.of();

    ForTensors(
        Session session,
        List<Tensor> inputs,
        List<String> requestedOutputs,
        int maxRows,
        RunObserver observer) {
      super(session, TensorRows.of(inputs), maxRows, observer);
      this.inputs = inputs;
      this.requestedOutputs = requestedOutputs;
    }

    List<String> requestedOutputs() {
      return requestedOutputs;
    }

    void take(List<Tensor> outputs) {
      this.outputs = outputs;
    }

    @Override
    void answer() {
      result().complete(outputs);
    }

    @Override
    boolean joins(Waiting<?> first) {
      return first instanceof ForTensors other
          && !session().sharedRuns().isRuledOut()
          && requestedOutputs.equals(other.requestedOutputs)
          && TensorRows.areRows(inputs)
          && TensorRows.areRows(other.inputs)
          && TensorRows.fit(inputs, other.inputs);
    }

    @Override
    List<Tensor> tensors() {
      return inputs;
    }
  }
}
