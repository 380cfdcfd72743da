package dev.quartet.serving.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.quartet.inference.Datatype;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.grpc.protocol.InferTensorContents;
import dev.quartet.serving.grpc.protocol.ModelInferResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class InferWriterTest {

  private static final InferRequest TYPED =
      new InferRequest("m", null, "7", List.of(), List.of(), false);
  private static final InferRequest RAW =
      new InferRequest("m", null, "", List.of(), List.of(), true);

  @Test
  void theAnswerNamesTheModelAndRepeatsTheId() {
    ModelInferResponse answer =
        InferWriter.write(
            TYPED,
            "m",
            "3",
            List.of(tensor(Datatype.INT8, 2, b -> b.put((byte) 1).put((byte) -1))));

    assertThat(answer.getModelName()).isEqualTo("m");
    assertThat(answer.getModelVersion()).isEqualTo("3");
    assertThat(answer.getId()).isEqualTo("7");
    assertThat(answer.getOutputs(0).getName()).isEqualTo("y");
    assertThat(answer.getOutputs(0).getDatatype()).isEqualTo("INT8");
    assertThat(answer.getOutputs(0).getShapeList()).containsExactly(2L);
  }

  @Test
  void outputsOfEveryDatatypeGoInItsField() {
    assertThat(typed(Datatype.BOOL, 2, b -> b.put((byte) 1).put((byte) 0)).getBoolContentsList())
        .containsExactly(true, false);
    assertThat(typed(Datatype.INT8, 1, b -> b.put((byte) -1)).getIntContentsList())
        .containsExactly(-1);
    assertThat(typed(Datatype.INT16, 1, b -> b.putShort((short) -2)).getIntContentsList())
        .containsExactly(-2);
    assertThat(typed(Datatype.INT32, 1, b -> b.putInt(-3)).getIntContentsList())
        .containsExactly(-3);
    assertThat(typed(Datatype.INT64, 1, b -> b.putLong(-4)).getInt64ContentsList())
        .containsExactly(-4L);
    assertThat(typed(Datatype.UINT8, 1, b -> b.put((byte) -1)).getUintContentsList())
        .containsExactly(255);
    assertThat(typed(Datatype.UINT16, 1, b -> b.putShort((short) -1)).getUintContentsList())
        .containsExactly(65_535);
    assertThat(typed(Datatype.UINT32, 1, b -> b.putInt(-1)).getUintContentsList())
        .containsExactly(-1);
    assertThat(typed(Datatype.UINT64, 1, b -> b.putLong(-1)).getUint64ContentsList())
        .containsExactly(-1L);
    assertThat(
            typed(Datatype.FP32, 2, b -> b.putFloat(1).putFloat(Float.NaN)).getFp32ContentsList())
        .containsExactly(1f, Float.NaN);
    assertThat(typed(Datatype.FP64, 1, b -> b.putDouble(0.1)).getFp64ContentsList())
        .containsExactly(0.1);
    Tensor texts =
        Tensor.ofBytes(
            "y", new long[] {2}, List.of("ab".getBytes(StandardCharsets.UTF_8), new byte[0]));
    assertThat(
            InferWriter.write(TYPED, "m", "1", List.of(texts))
                .getOutputs(0)
                .getContents()
                .getBytesContentsList())
        .containsExactly(ByteString.copyFromUtf8("ab"), ByteString.EMPTY);
  }

  @Test
  void outputsGoAsBytesWhereTheInputsCameSo() {
    Tensor output = tensor(Datatype.FP32, 1, b -> b.putFloat(1));

    ModelInferResponse answer = InferWriter.write(RAW, "m", "1", List.of(output, output));

    assertThat(answer.getOutputs(0).hasContents()).isFalse();
    assertThat(answer.getRawOutputContentsList())
        .containsExactly(Requests.littleEndian(1), Requests.littleEndian(1));
  }

  @Test
  void outputsGoAsBytesWhereOneOfThemHasNoField() {
    Tensor half = tensor(Datatype.FP16, 1, b -> b.putShort((short) 0x3C00));
    Tensor whole = tensor(Datatype.FP32, 1, b -> b.putFloat(1));

    ModelInferResponse answer = InferWriter.write(TYPED, "m", "1", List.of(half, whole));

    assertThat(answer.getOutputsList()).noneMatch(output -> output.hasContents());
    assertThat(answer.getRawOutputContents(0)).isEqualTo(ByteString.copyFrom(new byte[] {0, 60}));
    assertThat(answer.getRawOutputContents(1)).isEqualTo(Requests.littleEndian(1));
  }

  private static InferTensorContents typed(
      Datatype datatype, int elements, Consumer<ByteBuffer> content) {
    return InferWriter.write(TYPED, "m", "1", List.of(tensor(datatype, elements, content)))
        .getOutputs(0)
        .getContents();
  }

  private static Tensor tensor(Datatype datatype, int elements, Consumer<ByteBuffer> content) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(datatype.byteSize() * elements).order(ByteOrder.LITTLE_ENDIAN);
    content.accept(bytes);
    return new Tensor("y", datatype, new long[] {elements}, bytes.flip());
  }
}
