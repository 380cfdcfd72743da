package dev.quartet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The short way through a model with one input, FP32 {@code [-1, …]}, and as its first output FP32
 * {@code [-1, …]}, with no other dimension left open: on buffers that are used again, which ONNX
 * Runtime reads and writes without a copy of its own. A vector is what one place of the first
 * dimension has, row-major. Safe for use by several threads at once.
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

  Form form() {
    return form;
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
    OneVector vector = vector(input);
    run(List.of(vector));
    return vector.result().output();
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
    List<OneVector> vectors = new ArrayList<>(inputs.length);
    for (int i = 0; i < inputs.length; i++) {
      requireLength("Input " + i, inputs[i]);
      vectors.add(new OneVector(inputs[i], outputLength()));
    }
    run(vectors);
    float[][] outputs = new float[inputs.length][];
    for (int i = 0; i < inputs.length; i++) {
      outputs[i] = vectors.get(i).result().output();
    }
    return outputs;
  }

  /**
   * @throws IllegalArgumentException if it has another length than {@link #inputLength()}
   */
  OneVector vector(float[] input) {
    requireLength("The input", input);
    return new OneVector(input, outputLength());
  }

  /** The vectors of a request in the protocol's form; empty if it has to go the long way. */
  Optional<TensorVectors> vectors(List<Tensor> inputs, List<String> requestedOutputs) {
    return inputs.size() == 1 && form.isAskedAlone(requestedOutputs)
        ? form.vectors(inputs.getFirst())
        : Optional.empty();
  }

  /**
   * Runs a batch in one call of ONNX Runtime.
   *
   * @param parts at least one
   * @throws IllegalStateException if the model is closed
   * @throws ModelException if ONNX Runtime fails
   */
  void run(List<? extends Part> parts) {
    int vectors = 0;
    for (Part part : parts) {
      vectors = Math.addExact(vectors, part.vectors());
    }
    long stamp = owner.begin();
    try {
      @Nullable VectorBuffers rested = poll(vectors);
      VectorBuffers buffers =
          rested == null ? new VectorBuffers(environment, form, vectors) : rested;
      try {
        run(buffers, parts, vectors);
        rest(vectors, buffers);
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

  private void run(VectorBuffers buffers, List<? extends Part> parts, int vectors)
      throws OrtException {
    int first = 0;
    for (Part part : parts) {
      part.put(buffers.input(), first * inputLength());
      first += part.vectors();
    }
    long startNanos = System.nanoTime();
    buffers.run(session);
    long runNanos = System.nanoTime() - startNanos;
    owner.runTimes().add(vectors, runNanos);
    first = 0;
    for (Part part : parts) {
      part.take(buffers.output(), first * outputLength(), runNanos, vectors);
      first += part.vectors();
    }
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

  private void requireLength(String what, float[] vector) {
    if (vector.length != inputLength()) {
      throw new IllegalArgumentException(
          "%s has %d numbers, the model takes %d".formatted(what, vector.length, inputLength()));
    }
  }

  /**
   * Input and first output.
   *
   * @param inputLength how many numbers a vector of the input has
   * @param outputLength the same of the output
   * @param isOnlyOutput whether the model has no other
   */
  record Form(
      TensorType input,
      int inputLength,
      TensorType output,
      int outputLength,
      boolean isOnlyOutput) {

    static @Nullable Form of(Signature signature) {
      Iterator<Signature.Side> inputs = signature.inputs().values().iterator();
      if (!inputs.hasNext()) {
        return null;
      }
      TensorType input = inputs.next().type();
      TensorType output = signature.outputs().values().iterator().next().type();
      long inputLength = length(input);
      long outputLength = length(output);
      return inputs.hasNext() || inputLength == 0 || outputLength == 0
          ? null
          : new Form(
              input,
              (int) inputLength,
              output,
              (int) outputLength,
              signature.outputs().size() == 1);
    }

    /** How many numbers a vector has; 0 if these are none. */
    private static long length(TensorType type) {
      List<Long> shape = type.shape();
      if (type.datatype() != Datatype.FP32 || shape.size() < 2 || shape.getFirst() != -1) {
        return 0;
      }
      long length = 1;
      for (long size : shape.subList(1, shape.size())) {
        if (size < 1 || size > Integer.MAX_VALUE || length * size > Integer.MAX_VALUE) {
          return 0;
        }
        length *= size;
      }
      return length;
    }

    long[] inputShape(int vectors) {
      return shape(input, vectors);
    }

    long[] outputShape(int vectors) {
      return shape(output, vectors);
    }

    private static long[] shape(TensorType type, int vectors) {
      long[] shape = new long[type.shape().size()];
      shape[0] = vectors;
      for (int i = 1; i < shape.length; i++) {
        shape[i] = type.shape().get(i);
      }
      return shape;
    }

    boolean isAskedAlone(List<String> requestedOutputs) {
      return requestedOutputs.isEmpty()
          ? isOnlyOutput
          : requestedOutputs.size() == 1 && requestedOutputs.getFirst().equals(output.name());
    }

    /** Empty if the tensor has none, or is not what the model takes. */
    Optional<TensorVectors> vectors(Tensor tensor) {
      long[] shape = tensor.shape();
      if (tensor.datatype() != Datatype.FP32
          || shape.length != input.shape().size()
          || shape[0] < 1
          || !tensor.name().equals(input.name())) {
        return Optional.empty();
      }
      for (int i = 1; i < shape.length; i++) {
        if (shape[i] != input.shape().get(i)) {
          return Optional.empty();
        }
      }
      return Optional.of(new TensorVectors(tensor, (int) shape[0], this));
    }
  }
}
