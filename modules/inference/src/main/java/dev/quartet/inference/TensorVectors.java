package dev.quartet.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The vectors of an input tensor. */
final class TensorVectors implements Part {

  private final Tensor input;
  private final int vectors;
  private final VectorModel.Form form;
  private @Nullable Tensor output;

  /**
   * @param input of the form's shape; not changed
   * @param vectors how many it has, at least 1
   */
  TensorVectors(Tensor input, int vectors, VectorModel.Form form) {
    this.input = input;
    this.vectors = vectors;
    this.form = form;
  }

  @Override
  public int vectors() {
    return vectors;
  }

  @Override
  public void put(FloatBuffer inputs, int position) {
    FloatBuffer numbers = input.content().asFloatBuffer();
    inputs.put(position, numbers, 0, numbers.remaining());
  }

  @Override
  public void take(FloatBuffer outputs, int position, long runNanos, int batchSize) {
    int numbers = Math.multiplyExact(vectors, form.outputLength());
    ByteBuffer content =
        ByteBuffer.allocate(Math.multiplyExact(numbers, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    content.asFloatBuffer().put(0, outputs, position, numbers);
    output = new Tensor(form.output().name(), Datatype.FP32, form.outputShape(vectors), content);
  }

  /** What it took, after the run. */
  List<Tensor> outputs() {
    return List.of(Objects.requireNonNull(output));
  }
}
