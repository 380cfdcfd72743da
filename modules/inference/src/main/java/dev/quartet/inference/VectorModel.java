package dev.quartet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The short way through a model with one input, FP32 {@code [-1, inputLength]}, and as its first
 * output FP32 {@code [-1, outputLength]}: on buffers that are used again, which ONNX Runtime reads
 * and writes without a copy of its own. Safe for use by several threads at once.
 */
public final class VectorModel {

  private final Session owner;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Form form;

  /** Batches of up to this size find their buffers again; larger ones make theirs. */
  private static final int MAX_POOLED_VECTORS = 64;

  /**
   * The same for their bytes: a batch of this size takes so long that making buffers is nothing.
   */
  private static final long MAX_POOLED_BYTES = 256 * 1024;

  /**
   * Buffers at rest by their number of vectors. A run takes one or makes one, so of each number
   * there are never more than the most runs that were under way at once. Queues rather than a
   * thread-local, because virtual threads are many.
   */
  private final AtomicReferenceArray<@Nullable Queue<VectorBuffers>> idle =
      new AtomicReferenceArray<>(MAX_POOLED_VECTORS + 1);

  /** The shortest run so far, of however many vectors. */
  private volatile long shortestRunNanos = Long.MAX_VALUE;

  private VectorModel(Session owner, OrtEnvironment environment, OrtSession session, Form form) {
    this.owner = owner;
    this.environment = environment;
    this.session = session;
    this.form = form;
  }

  /** Null if the model is of another form. */
  static @Nullable VectorModel of(
      Session owner, OrtEnvironment environment, OrtSession session, Signature signature) {
    Form form = Form.of(signature);
    return form == null ? null : new VectorModel(owner, environment, session, form);
  }

  /** How many numbers a vector of the input has. */
  public int inputLength() {
    return form.inputLength();
  }

  /** How many numbers a vector of the output has. */
  public int outputLength() {
    return form.outputLength();
  }

  /**
   * Runs one vector.
   *
   * @param input {@link #inputLength()} numbers; not changed
   * @return {@link #outputLength()} numbers, the caller's own
   * @throws IllegalArgumentException if the input has another length
   * @throws IllegalStateException if the model is closed
   * @throws ModelException if ONNX Runtime fails
   */
  public float[] run(float[] input) {
    requireLength("The input", input);
    return runAll(input)[0];
  }

  /**
   * Runs a batch in one call of ONNX Runtime.
   *
   * @param inputs at least one vector of {@link #inputLength()} numbers each; not changed
   * @return one vector of {@link #outputLength()} numbers for each input, in their order
   * @throws IllegalArgumentException if there is no input, or one has another length
   * @throws IllegalStateException if the model is closed
   * @throws ModelException if ONNX Runtime fails
   */
  public float[][] run(float[][] inputs) {
    if (inputs.length == 0) {
      throw new IllegalArgumentException("The batch is empty: give at least one vector");
    }
    for (int i = 0; i < inputs.length; i++) {
      requireLength("Input " + i, inputs[i]);
    }
    return runAll(inputs);
  }

  private float[][] runAll(float[]... inputs) {
    long stamp = owner.begin();
    try {
      @Nullable VectorBuffers rested = poll(inputs.length);
      VectorBuffers buffers =
          rested == null ? new VectorBuffers(environment, form, inputs.length) : rested;
      try {
        float[][] outputs = run(buffers, inputs);
        rest(inputs.length, buffers);
        return outputs;
      } catch (OrtException | RuntimeException | Error e) {
        buffers.close();
        throw e;
      }
    } catch (OrtException e) {
      throw owner.failed(e);
    } finally {
      owner.end(stamp);
    }
  }

  private float[][] run(VectorBuffers buffers, float[][] inputs) throws OrtException {
    for (int i = 0; i < inputs.length; i++) {
      buffers.input().put(i * inputLength(), inputs[i]);
    }
    long startNanos = System.nanoTime();
    buffers.run(session);
    shortestRunNanos = Math.min(shortestRunNanos, System.nanoTime() - startNanos);
    float[][] outputs = new float[inputs.length][outputLength()];
    for (int i = 0; i < outputs.length; i++) {
      buffers.output().get(i * outputLength(), outputs[i]);
    }
    return outputs;
  }

  /**
   * The shortest run so far, in nanoseconds, which is no shorter than one vector takes at its best;
   * {@link Long#MAX_VALUE} before the first.
   */
  public long shortestRunNanos() {
    return shortestRunNanos;
  }

  private @Nullable VectorBuffers poll(int vectors) {
    @Nullable Queue<VectorBuffers> rested = isPooled(vectors) ? idle.get(vectors) : null;
    return rested == null ? null : rested.poll();
  }

  private boolean isPooled(int vectors) {
    return vectors == 1
        || vectors <= MAX_POOLED_VECTORS
            && (long) vectors * (inputLength() + outputLength()) * Float.BYTES <= MAX_POOLED_BYTES;
  }

  private void rest(int vectors, VectorBuffers buffers) {
    if (!isPooled(vectors)) {
      buffers.close();
      return;
    }
    if (idle.get(vectors) == null) {
      idle.compareAndSet(vectors, null, new ConcurrentLinkedQueue<>());
    }
    Objects.requireNonNull(idle.get(vectors)).add(buffers);
  }

  /** Frees the buffers at rest, when no run is under way. */
  void free() {
    for (int vectors = 1; vectors <= MAX_POOLED_VECTORS; vectors++) {
      for (VectorBuffers rested = poll(vectors); rested != null; rested = poll(vectors)) {
        rested.close();
      }
    }
  }

  void requireLength(String what, float[] vector) {
    if (vector.length != inputLength()) {
      throw new IllegalArgumentException(
          "%s has %d numbers, the model takes %d".formatted(what, vector.length, inputLength()));
    }
  }

  /** Names and lengths of input and first output. */
  record Form(String input, int inputLength, String output, int outputLength) {

    static @Nullable Form of(Signature signature) {
      Iterator<Signature.Side> inputs = signature.inputs().values().iterator();
      if (!inputs.hasNext()) {
        return null;
      }
      TensorType input = inputs.next().type();
      TensorType output = signature.outputs().values().iterator().next().type();
      if (inputs.hasNext() || !isVector(input) || !isVector(output)) {
        return null;
      }
      return new Form(input.name(), length(input), output.name(), length(output));
    }

    private static boolean isVector(TensorType type) {
      List<Long> shape = type.shape();
      return type.datatype() == Datatype.FP32
          && shape.size() == 2
          && shape.get(0) == -1
          && shape.get(1) > 0
          && shape.get(1) <= Integer.MAX_VALUE;
    }

    private static int length(TensorType type) {
      return Math.toIntExact(type.shape().get(1));
    }
  }
}
