package dev.quartet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServedModelTest {

  private static final ModelRepository MODELS =
      ModelRepository.openFolder(TestModels.folder(), new SessionSettings(1));

  @AfterAll
  static void closeModels() {
    MODELS.close();
  }

  @Test
  void metadataIsReadFromTheModel() {
    try (ServedModel sums = MODELS.model("sums")) {
      assertThat(sums.name()).isEqualTo("sums");
      assertThat(sums.version()).isEqualTo("1");
      assertThat(sums.platform()).isEqualTo("onnxruntime_onnx");
      assertThat(sums.inputs())
          .containsExactly(
              new TensorType("a", Datatype.FP32, List.of(-1L, 3L)),
              new TensorType("b", Datatype.FP32, List.of(-1L, 3L)));
      assertThat(sums.outputs()).extracting(TensorType::name).containsExactly("sum", "difference");
    }
    try (ServedModel echo = MODELS.model("echo")) {
      assertThat(echo.inputs()).extracting(TensorType::datatype).containsExactly(Datatype.values());
      assertThat(echo.outputs())
          .extracting(TensorType::datatype)
          .containsExactly(Datatype.values());
    }
  }

  @Test
  void allOutputsAreGivenInTheModelsOrderUnlessSomeAreAskedFor() {
    assertThat(infer("sums", List.of(), a(), b()))
        .extracting(Tensor::name)
        .containsExactly("sum", "difference");
    assertThat(infer("sums", List.of("difference", "sum"), b(), a()))
        .extracting(Tensor::name)
        .containsExactly("difference", "sum");

    List<Tensor> one = infer("sums", List.of("difference"), a(), b());
    assertThat(one).hasSize(1);
    assertThat(one.getFirst().shape()).containsExactly(1, 3);
    assertThat(Tensors.floats(one.getFirst())).containsExactly(-9, -18, -27);
  }

  @ParameterizedTest
  @EnumSource
  void everyDatatypePassesThroughAsItIs(Datatype datatype) {
    Random random = new Random(datatype.ordinal());
    for (int elements : new int[] {0, 1, 5, 1000}) {
      for (boolean direct : new boolean[] {true, false}) {
        Tensor given = random(datatype, elements, direct, random);

        Tensor got = echo(given);

        assertThat(got.datatype()).isEqualTo(datatype);
        assertThat(got.shape()).containsExactly(elements);
        assertThat(Tensors.bytes(got)).containsExactly(Tensors.bytes(given));
      }
    }
  }

  @Test
  void elementsThatLieBetweenWordsAreTakenToo() {
    ByteBuffer body = ByteBuffer.allocateDirect(4 * Double.BYTES + 3);
    for (int i = 0; i < body.capacity(); i++) {
      body.put(i, (byte) i);
    }
    for (int offset = 0; offset < 4; offset++) {
      ByteBuffer content = body.slice(offset, 4 * Double.BYTES);

      Tensor given = new Tensor("FP64", Datatype.FP64, new long[] {4}, content);

      assertThat(Tensors.bytes(echo(given))).containsExactly(Tensors.bytes(given));
    }
  }

  @Test
  void theModelSeesTheBytesOfTextsAndItsOwnComeOutAsTheyAre() {
    Tensor words =
        Tensors.texts("words", new long[] {2, 3}, "", "word", "Grüße", "日本", "a\tb", "none");
    Tensor codes = Tensors.longs("codes", new long[] {6}, 0, 1, 2, 3, 5, 6);

    List<Tensor> outputs = infer("text", List.of("numbers", "spelled"), words, codes);

    assertThat(outputs.get(0).shape()).containsExactly(2, 3);
    assertThat(Tensors.longs(outputs.get(0))).containsExactly(0, 1, 2, 3, 5, -1);
    assertThat(Tensors.texts(outputs.get(1)))
        .containsExactly("", "word", "Grüße", "日本", "a\tb", "\n\uffff");
  }

  @Test
  void textsOfManyDimensionsKeepTheirOrder() {
    String[] values = new String[24];
    Arrays.setAll(values, i -> "text " + i);

    List<Tensor> outputs =
        infer(
            "text",
            List.of("same", "spelled"),
            Tensors.texts("words", new long[] {4, 6}, values),
            Tensors.longs("codes", new long[] {0}));

    assertThat(outputs.get(0).shape()).containsExactly(4, 6);
    assertThat(Tensors.texts(outputs.get(0))).containsExactly(values);
    assertThat(outputs.get(1).elements()).isZero();
  }

  @Test
  void bytesThatOnnxRuntimesJavaApiWouldChangeAreRefused() {
    assertRefused("text", Tensors.texts("words", new long[] {1, 2}, "fine", "😀"), codes())
        .withMessage(
            "The tensor 'words' has U+1F600 in element 1: ONNX Runtime for Java takes characters"
                + " from U+0001 to U+FFFF");
    assertRefused("text", Tensors.texts("words", new long[] {1, 1}, "a\0b"), codes())
        .withMessageContaining("U+0000 in element 0");
    assertRefused(
            "text",
            Tensor.ofBytes("words", new long[] {1, 1}, List.of(new byte[] {(byte) 0xFF})),
            codes())
        .withMessageContaining("element 0 that are no UTF-8");
  }

  /** A character beyond U+FFFF, a byte that is no UTF-8, NUL, and half a surrogate pair. */
  @ParameterizedTest
  @ValueSource(longs = {4, 7, 8, 9})
  void textsThatOnnxRuntimesJavaApiWouldChangeAreNotHandedOver(long code) {
    Tensor words = Tensors.texts("words", new long[] {1, 1}, "word");
    Tensor codes = Tensors.longs("codes", new long[] {2}, 1, code);

    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> infer("text", List.of(), words, codes))
        .withMessage(
            "The output 'spelled' has bytes as element 1 that ONNX Runtime for Java can't hand"
                + " over: it gives UTF-8 of characters from U+0001 to U+FFFF");
    assertThat(infer("text", List.of("numbers"), words, codes)).hasSize(1);
  }

  @Test
  void aScalarHasNoDimensions() {
    ByteBuffer two = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
    two.putDouble(0, 2);

    List<Tensor> outputs =
        infer("scalar", List.of(), new Tensor("x", Datatype.FP64, new long[0], two));

    assertThat(outputs.getFirst().shape()).isEmpty();
    assertThat(outputs.getFirst().content().getDouble()).isEqualTo(-2);
  }

  @Test
  void aModelInOrtFormatAnswersToo() {
    List<Tensor> outputs =
        infer("ort", List.of(), Tensors.floats("x", new long[] {1, 4}, 1, 2, 3, 4));

    assertThat(Tensors.floats(outputs.getFirst())).containsExactly(7, 14, 21, 28);
  }

  @Test
  void anOutputThatTheProtocolCantTellIsLeftOut() {
    assertThat(infer("partly", List.of(), Tensors.floats("x", new long[] {2}, 1, 2)))
        .extracting(Tensor::name)
        .containsExactly("doubled");
    try (ServedModel partly = MODELS.model("partly")) {
      assertThat(partly.outputs()).extracting(TensorType::name).containsExactly("doubled");
    }
  }

  @Test
  void inputsThatTheModelDoesNotTakeAreNamedWithWhatItTakes() {
    assertRefused("sums", a())
        .withMessage("The tensor 'b' is missing: the model takes a FP32 [-1, 3], b FP32 [-1, 3]");
    assertRefused("sums", a(), b(), Tensors.floats("c", new long[] {1}, 1))
        .withMessage(
            "The tensor 'c' is no input of the model, which takes a FP32 [-1, 3], b FP32 [-1, 3]");
    assertRefused("sums", a(), b(), a())
        .withMessage("The tensor 'a' is given twice: give each input once");
    assertRefused("sums", a(), Tensors.longs("b", new long[] {1, 3}, 1, 2, 3))
        .withMessage("The tensor 'b' is INT64, and the model takes FP32");
  }

  @Test
  void shapesThatTheModelDoesNotTakeAreNamedWithWhatItTakes() {
    assertRefused("sums", a(), Tensors.floats("b", new long[] {1, 4}, 1, 2, 3, 4))
        .withMessage("The tensor 'b' has the shape [1, 4], and the model takes [-1, 3]");
    assertRefused("sums", a(), Tensors.floats("b", new long[] {3}, 1, 2, 3))
        .withMessage("The tensor 'b' has the shape [3], and the model takes [-1, 3]");
    assertRefused("sums", a(), Tensors.floats("b", new long[] {2, 3}, 1, 2, 3, 4, 5, 6))
        .withMessage("The tensor 'b' has the shape [2, 3] with N = 2, and N is 1 by another input");
  }

  @Test
  void outputsThatTheModelDoesNotGiveAreNamedWithWhatItGives() {
    assertThatExceptionOfType(BadTensors.class)
        .isThrownBy(() -> infer("sums", List.of("product"), a(), b()))
        .withMessage(
            "The tensor 'product' is no output of the model, which gives sum FP32 [-1, 3],"
                + " difference FP32 [-1, 3]");
    assertThatExceptionOfType(BadTensors.class)
        .isThrownBy(() -> infer("sums", List.of("sum", "sum"), a(), b()))
        .withMessage("The tensor 'sum' is asked for twice: name each output once");
  }

  @Test
  void tensorsThatTheModelCantRunHarmNoLaterOnes() {
    assertRefused("picky", Tensors.longs("x", new long[] {1}, 0))
        .withMessageContaining("The model picky version 1 can't run these tensors")
        .withMessageContaining("out of data bounds");

    assertThat(
            Tensors.floats(
                infer("picky", List.of(), Tensors.longs("x", new long[] {2}, -8, -7)).getFirst()))
        .containsExactly(20, 30);
  }

  @Test
  void whatWasLetGoOfAnswersNoMore() {
    ServedModel sums = MODELS.model("sums");
    sums.close();
    sums.close();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> sums.infer(List.of(a(), b()), List.of()))
        .withMessage("The model sums version 1 was let go of");
    assertThat(infer("sums", List.of(), a(), b())).hasSize(2);
  }

  private static Tensor echo(Tensor given) {
    List<Tensor> inputs = new ArrayList<>();
    for (Datatype datatype : Datatype.values()) {
      inputs.add(
          datatype == given.datatype()
              ? given
              : new Tensor(datatype.name(), datatype, new long[] {0}, ByteBuffer.allocate(0)));
    }
    return infer("echo", List.of(given.datatype() + "_OUT"), inputs.toArray(Tensor[]::new))
        .getFirst();
  }

  private static Tensor random(Datatype datatype, int elements, boolean direct, Random random) {
    long[] shape = {elements};
    if (datatype == Datatype.BYTES) {
      return Tensors.texts(
          datatype.name(),
          shape,
          random.ints(elements, 1, 0xD800).mapToObj(Character::toString).toArray(String[]::new));
    }
    int size = elements * datatype.byteSize();
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    if (datatype == Datatype.BOOL) {
      for (int i = 0; i < size; i++) {
        bytes[i] &= 1;
      }
    }
    ByteBuffer content = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    return new Tensor(datatype.name(), datatype, shape, content.put(bytes).flip());
  }

  private static Tensor a() {
    return Tensors.floats("a", new long[] {1, 3}, 1, 2, 3);
  }

  private static Tensor b() {
    return Tensors.floats("b", new long[] {1, 3}, 10, 20, 30);
  }

  private static Tensor codes() {
    return Tensors.longs("codes", new long[] {1}, 0);
  }

  private static List<Tensor> infer(String model, List<String> outputs, Tensor... inputs) {
    try (ServedModel served = MODELS.model(model)) {
      return served.infer(List.of(inputs), outputs);
    }
  }

  private static ThrowableAssertAlternative<BadTensors> assertRefused(
      String model, Tensor... inputs) {
    return assertThatExceptionOfType(BadTensors.class)
        .isThrownBy(() -> infer(model, List.of(), inputs));
  }
}
