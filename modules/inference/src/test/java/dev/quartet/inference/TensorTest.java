package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class TensorTest {

  @Test
  void elementsAreCountedByTheShape() {
    assertThat(tensor(Datatype.FP64, 16, 2, 1).elements()).isEqualTo(2);
    assertThat(tensor(Datatype.FP32, 4).elements()).as("a scalar").isEqualTo(1);
    assertThat(tensor(Datatype.INT8, 0, 5, 0, 7).elements()).isEqualTo(0);
  }

  @Test
  void contentOfAnotherSizeIsRefused() {
    assertRefused(() -> tensor(Datatype.FP32, 11, 3))
        .withMessage("The tensor 'x' has 11 bytes, and FP32 [3] takes 12");
    assertRefused(() -> tensor(Datatype.UINT16, 8, 3)).withMessageContaining("takes 6");
    assertRefused(() -> tensor(Datatype.FP64, 0)).withMessageContaining("takes 8");
  }

  @Test
  void shapesThatAreNoneAreRefusedWhateverTheySay() {
    assertRefused(() -> tensor(Datatype.INT8, 0, 2, -1)).withMessageContaining("negative");
    assertRefused(() -> tensor(Datatype.INT8, 0, Long.MAX_VALUE, Long.MAX_VALUE))
        .withMessageContaining("at most 2^31 - 1 elements");
    assertRefused(() -> tensor(Datatype.INT8, 0, 1L << 32, 1L << 32))
        .withMessageContaining("at most 2^31 - 1 elements");
    assertRefused(() -> tensor(Datatype.INT8, 0, 65536, 65536, 65536, 65536))
        .withMessageContaining("at most 2^31 - 1 elements");
    assertRefused(() -> tensor(Datatype.FP64, 0, Integer.MAX_VALUE))
        .withMessageContaining("takes 17179869176");
  }

  @Test
  void booleansAreZeroOrOne() {
    assertThat(new Tensor("x", Datatype.BOOL, new long[] {2}, bytes(0, 1)).elements()).isEqualTo(2);
    assertRefused(() -> new Tensor("x", Datatype.BOOL, new long[] {3}, bytes(0, 1, 2)))
        .withMessage("The tensor 'x' has 2 as element 2: BOOL is 0 or 1");
  }

  @Test
  void bytesAreTakenApartAndPutTogether() {
    List<byte[]> elements = List.of(new byte[] {1, 0, -1}, new byte[0], new byte[] {7});

    Tensor tensor = Tensor.ofBytes("x", new long[] {3}, elements);

    assertThat(Tensors.bytes(tensor))
        .containsExactly(3, 0, 0, 0, 1, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 7);
    assertThat(tensor.bytesElements()).containsExactlyElementsOf(elements);
    assertThat(tensor(Datatype.BYTES, 0, 0).bytesElements()).isEmpty();
  }

  @Test
  void bytesWhoseLengthsLieAreRefused() {
    assertRefused(() -> bytesTensor(1, 4, 0, 0, 0, 'a', 'b', 'c'))
        .withMessage("The tensor 'x' has 7 bytes, which end in element 0 of 1");
    assertRefused(() -> bytesTensor(1, 255, 255, 255, 255, 'a')).withMessageContaining("element 0");
    assertRefused(() -> bytesTensor(2, 1, 0, 0, 0, 'a', 1, 0)).withMessageContaining("element 1");
    assertRefused(() -> bytesTensor(1, 1, 0, 0, 0, 'a', 'b'))
        .withMessage("The tensor 'x' has 1 bytes after its 1 elements");
    assertRefused(() -> bytesTensor(1 << 30, 0, 0, 0, 0)).withMessageContaining("element 1 of");
    assertRefused(() -> Tensor.ofBytes("x", new long[] {2}, List.of(new byte[1])))
        .withMessageContaining("element 1 of 2");
  }

  @Test
  void contentIsTheRestOfTheBufferInLittleEndianWhateverItsOrder() {
    ByteBuffer buffer = ByteBuffer.allocate(12).order(ByteOrder.BIG_ENDIAN).position(4).limit(8);
    buffer.put(4, (byte) 1);

    Tensor tensor = new Tensor("x", Datatype.INT32, new long[] {1}, buffer);
    tensor.content().get();

    assertThat(tensor.content().getInt()).isEqualTo(1);
    assertThat(buffer.position()).isEqualTo(4);
  }

  @Test
  void aShapeStaysWhatItWas() {
    long[] shape = {1, 2};
    Tensor tensor = new Tensor("x", Datatype.INT8, shape, bytes(1, 2));
    shape[0] = 9;
    tensor.shape()[1] = 9;

    assertThat(tensor.shape()).containsExactly(1, 2);
    assertThat(tensor).hasToString("x INT8 [1, 2]");
  }

  @Test
  void onlyBytesHaveElementsOfBytes() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> tensor(Datatype.INT8, 1, 1).bytesElements())
        .withMessage("The tensor 'x' is INT8, not BYTES");
  }

  private static Tensor tensor(Datatype datatype, int bytes, long... shape) {
    return new Tensor("x", datatype, shape, ByteBuffer.allocate(bytes));
  }

  private static Tensor bytesTensor(int elements, int... content) {
    return new Tensor("x", Datatype.BYTES, new long[] {elements}, bytes(content));
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  private static ThrowableAssertAlternative<BadTensors> assertRefused(ThrowingCallable made) {
    return assertThatExceptionOfType(BadTensors.class).isThrownBy(made);
  }
}
