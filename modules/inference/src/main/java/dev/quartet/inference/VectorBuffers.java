package dev.quartet.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Input and output tensors of a fixed number of vectors over direct buffers. ONNX Runtime reads and
 * writes these very buffers, without a copy of its own, and they can be used again. For one run at
 * a time.
 */
final class VectorBuffers implements AutoCloseable {

  private final FloatBuffer input;
  private final FloatBuffer output;
  private final OnnxTensor inputTensor;
  private final OnnxTensor outputTensor;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  VectorBuffers(OrtEnvironment environment, VectorModel.Form form, int vectors)
      throws OrtException {
    input = direct(Math.multiplyExact(vectors, form.inputLength()));
    output = direct(Math.multiplyExact(vectors, form.outputLength()));
    inputTensor = OnnxTensor.createTensor(environment, input, form.inputShape(vectors));
    try {
      outputTensor = OnnxTensor.createTensor(environment, output, form.outputShape(vectors));
    } catch (OrtException | RuntimeException | Error e) {
      inputTensor.close();
      throw e;
    }
    inputs = Map.of(form.input().name(), inputTensor);
    outputs = Map.of(form.output().name(), outputTensor);
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  FloatBuffer input() {
    return input;
  }

  FloatBuffer output() {
    return output;
  }

  void run(OrtSession session) throws OrtException {
    // The result holds the pinned output only, which stays ours.
    session.run(inputs, outputs).close();
  }

  @Override
  public void close() {
    inputTensor.close();
    outputTensor.close();
  }
}
