package dev.quartet.inference;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A vector as a caller in Java has it. */
final class OneVector implements Part {

  private final float[] input;
  private final int outputLength;
  private @Nullable VectorResult result;

  /**
   * @param input not changed
   * @param outputLength how many numbers come out
   */
  OneVector(float[] input, int outputLength) {
    this.input = input;
    this.outputLength = outputLength;
  }

  @Override
  public int vectors() {
    return 1;
  }

  @Override
  public void put(FloatBuffer inputs, int position) {
    inputs.put(position, input);
  }

  @Override
  public void take(FloatBuffer outputs, int position, long runNanos, int batchSize) {
    float[] output = new float[outputLength];
    outputs.get(position, output);
    result = new VectorResult(output, runNanos, batchSize);
  }

  /** What it took, after the run. */
  VectorResult result() {
    return Objects.requireNonNull(result);
  }
}
