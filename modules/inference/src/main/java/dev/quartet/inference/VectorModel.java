package dev.quartet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
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

  /**
   * Buffers at rest. A run takes one or makes one, so there are never more than the most runs that
   * were under way at once. A queue rather than a thread-local, because virtual threads are many.
   */
  private final ConcurrentLinkedQueue<VectorBuffers> idle = new ConcurrentLinkedQueue<>();

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
    long stamp = owner.begin();
    try {
      VectorBuffers buffers = idle.poll();
      if (buffers == null) {
        buffers = new VectorBuffers(environment, form, 1);
      }
      float[] output = new float[outputLength()];
      try {
        buffers.input().put(0, input);
        buffers.run(session);
        buffers.output().get(0, output);
      } catch (OrtException | RuntimeException e) {
        buffers.close();
        throw e;
      }
      idle.add(buffers);
      return output;
    } catch (OrtException e) {
      throw owner.failed(e);
    } finally {
      owner.end(stamp);
    }
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
    long stamp = owner.begin();
    try (VectorBuffers buffers = new VectorBuffers(environment, form, inputs.length)) {
      for (int i = 0; i < inputs.length; i++) {
        buffers.input().put(i * inputLength(), inputs[i]);
      }
      buffers.run(session);
      float[][] outputs = new float[inputs.length][outputLength()];
      for (int i = 0; i < outputs.length; i++) {
        buffers.output().get(i * outputLength(), outputs[i]);
      }
      return outputs;
    } catch (OrtException e) {
      throw owner.failed(e);
    } finally {
      owner.end(stamp);
    }
  }

  /** Frees the buffers at rest, when no run is under way. */
  void free() {
    for (VectorBuffers buffers = idle.poll(); buffers != null; buffers = idle.poll()) {
      buffers.close();
    }
  }

  private void requireLength(String what, float[] vector) {
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
