package dev.quartet.serving.grpc;

import static dev.quartet.serving.grpc.Requests.good;
import static dev.quartet.serving.grpc.Requests.input;
import static dev.quartet.serving.grpc.Requests.littleEndian;
import static dev.quartet.serving.grpc.Requests.part;
import static dev.quartet.serving.grpc.Requests.toModel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import dev.quartet.inference.Datatype;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.grpc.protocol.InferParameter;
import dev.quartet.serving.grpc.protocol.InferTensorContents;
import dev.quartet.serving.grpc.protocol.ModelInferRequest;
import dev.quartet.serving.grpc.protocol.ModelInferRequest.InferInputTensor;
import dev.quartet.serving.grpc.protocol.ModelInferRequest.InferRequestedOutputTensor;
import dev.quartet.serving.protocol.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InferReaderTest {

  @Test
  void whatARequestSaysIsRead() {
    InferRequest request =
        InferReader.read(
            part(
                good()
                    .setModelVersion("7")
                    .setId("an id")
                    .putParameters("priority", InferParameter.newBuilder().setInt64Param(1).build())
                    .addOutputs(InferRequestedOutputTensor.newBuilder().setName("b"))
                    .addOutputs(InferRequestedOutputTensor.newBuilder().setName("a"))
                    .build()));

    assertThat(request.model()).isEqualTo("some");
    assertThat(request.version()).isEqualTo("7");
    assertThat(request.id()).isEqualTo("an id");
    assertThat(request.outputs()).containsExactly("b", "a");
    assertThat(request.raw()).isFalse();
    Tensor tensor = request.inputs().getFirst();
    assertThat(tensor.name()).isEqualTo("x");
    assertThat(tensor.datatype()).isEqualTo(Datatype.FP32);
    assertThat(tensor.shape()).containsExactly(2);
    assertThat(tensor.content().getFloat()).isEqualTo(1);
  }

  @Test
  void aRequestWithoutAVersionIsForTheHighest() {
    assertThat(InferReader.read(part(good().build())).version()).isNull();
  }

  @Test
  void everyDatatypeIsReadFromItsField() {
    assertRead(Datatype.BOOL, c -> c.addBoolContents(true).addBoolContents(false), 1, 0);
    assertRead(Datatype.INT8, c -> c.addIntContents(-128).addIntContents(127), 0x80, 0x7F);
    assertRead(Datatype.INT16, c -> c.addIntContents(-2).addIntContents(1), 0xFE, 0xFF, 1, 0);
    assertRead(
        Datatype.INT32,
        c -> c.addIntContents(-2).addIntContents(1),
        254,
        255,
        255,
        255,
        1,
        0,
        0,
        0);
    assertRead(
        Datatype.INT64,
        c -> c.addInt64Contents(-1).addInt64Contents(2),
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        2,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
    assertRead(Datatype.UINT8, c -> c.addUintContents(255).addUintContents(1), 255, 1);
    assertRead(Datatype.UINT16, c -> c.addUintContents(65535).addUintContents(1), 255, 255, 1, 0);
    assertRead(
        Datatype.UINT32,
        c -> c.addUintContents(-1).addUintContents(1),
        255,
        255,
        255,
        255,
        1,
        0,
        0,
        0);
    assertRead(
        Datatype.UINT64,
        c -> c.addUint64Contents(-1).addUint64Contents(1),
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
    assertRead(
        Datatype.FP32, c -> c.addFp32Contents(1).addFp32Contents(-2), 0, 0, 128, 63, 0, 0, 0, 192);
    assertRead(
        Datatype.FP64,
        c -> c.addFp64Contents(1).addFp64Contents(-2),
        0,
        0,
        0,
        0,
        0,
        0,
        240,
        63,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        192);
    assertRead(
        Datatype.BYTES,
        c -> c.addBytesContents(ByteString.copyFromUtf8("ab")).addBytesContents(ByteString.EMPTY),
        2,
        0,
        0,
        0,
        'a',
        'b',
        0,
        0,
        0,
        0);
  }

  private static void assertRead(
      Datatype datatype, Consumer<InferTensorContents.Builder> elements, int... expected) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    elements.accept(contents);
    byte[] bytes = new byte[expected.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) expected[i];
    }

    InferRequest typed =
        InferReader.read(part(toModel(input("x", datatype, 2).setContents(contents)).build()));
    InferRequest raw =
        InferReader.read(
            part(
                toModel(input("x", datatype, 2))
                    .addRawInputContents(ByteString.copyFrom(bytes))
                    .build()));

    assertThat(bytes(typed)).as("typed %s", datatype).isEqualTo(bytes);
    assertThat(bytes(raw)).as("raw %s", datatype).isEqualTo(bytes);
    assertThat(raw.raw()).isTrue();
  }

  @Test
  void halfPrecisionComesAsBytesAlone() {
    InferRequest raw =
        InferReader.read(
            part(
                toModel(input("x", Datatype.FP16, 1))
                    .addRawInputContents(ByteString.copyFrom(new byte[] {0, 60}))
                    .build()));

    assertThat(bytes(raw)).containsExactly(0, 60);
    assertRefused(
        toModel(input("x", Datatype.FP16, 1)),
        "/inputs/0/contents: FP16 has no field here: send it in raw_input_contents.");
  }

  @Test
  void elementsThatAreNotPackedAreRead() throws IOException {
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    CodedOutputStream output = CodedOutputStream.newInstance(contents);
    output.writeFloat(InferTensorContents.FP32_CONTENTS_FIELD_NUMBER, 1);
    output.writeFloat(InferTensorContents.FP32_CONTENTS_FIELD_NUMBER, 2);
    output.flush();
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    output = CodedOutputStream.newInstance(input);
    // The contents come before what says how to read them.
    output.writeBytes(
        InferInputTensor.CONTENTS_FIELD_NUMBER, ByteString.copyFrom(contents.toByteArray()));
    output.writeInt64(InferInputTensor.SHAPE_FIELD_NUMBER, 1);
    output.writeInt64(InferInputTensor.SHAPE_FIELD_NUMBER, 2);
    output.writeString(InferInputTensor.DATATYPE_FIELD_NUMBER, "FP32");
    output.writeString(InferInputTensor.NAME_FIELD_NUMBER, "x");
    output.flush();

    InferRequest request =
        InferReader.read(
            part(
                ModelInferRequest.newBuilder()
                    .setModelName("some")
                    .setUnknownFields(
                        UnknownFieldSet.newBuilder()
                            .addField(
                                ModelInferRequest.INPUTS_FIELD_NUMBER,
                                UnknownFieldSet.Field.newBuilder()
                                    .addLengthDelimited(ByteString.copyFrom(input.toByteArray()))
                                    .build())
                            .addField(
                                1_000, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                            .build())
                    .build()));

    assertThat(request.inputs().getFirst().shape()).containsExactly(1, 2);
    assertThat(bytes(request)).isEqualTo(littleEndian(1, 2).toByteArray());
  }

  @Test
  void aScalarAndATensorWithoutElementsAreRead() {
    InferRequest request =
        InferReader.read(
            part(
                toModel(
                        input("scalar", Datatype.FP32)
                            .setContents(InferTensorContents.newBuilder().addFp32Contents(3)),
                        input("none", Datatype.FP32, 0, 4))
                    .build()));

    assertThat(request.inputs().get(0).shape()).isEmpty();
    assertThat(request.inputs().get(0).content().getFloat()).isEqualTo(3);
    assertThat(request.inputs().get(1).elements()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INT8   | 128   | /inputs/0/contents/int_contents/0: expected a whole number from -128 to 127, got 128.
          INT16  | 32768 | /inputs/0/contents/int_contents/0: expected a whole number from -32768 to 32767, got 32768.
          UINT8  | 256   | /inputs/0/contents/uint_contents/0: expected a whole number from 0 to 255, got 256.
          UINT16 | 65536 | /inputs/0/contents/uint_contents/0: expected a whole number from 0 to 65535, got 65536.
          """)
  void aNumberOutOfItsRangeIsRefused(Datatype datatype, int value, String message) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    if (datatype.name().startsWith("U")) {
      contents.addUintContents(value);
    } else {
      contents.addIntContents(value);
    }
    assertRefused(toModel(input("x", datatype, 1).setContents(contents)), message);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertRefused(ModelInferRequest.newBuilder(), "The request: has no model_name.");
    assertRefused(
        toModel(InferInputTensor.newBuilder().setDatatype("FP32")), "/inputs/0: has no name.");
    assertRefused(
        toModel(InferInputTensor.newBuilder().setName("x")), "/inputs/0: has no datatype.");
    assertRefused(
        good().addOutputs(InferRequestedOutputTensor.newBuilder()), "/outputs/0: has no name.");
    assertRefused(
        toModel(input("x", Datatype.FP32, 2)),
        "/inputs/0/contents/fp32_contents: has 0 elements, and the shape [2] calls for 2.");
  }

  @Test
  void whatIsWrongIsNamed() {
    InferInputTensor.Builder x = input("x", Datatype.FP32, 2);
    assertRefused(
        toModel(x.clone().setDatatype("FP8")),
        "/inputs/0/datatype: expected one of [BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16,"
            + " INT32, INT64, FP16, FP32, FP64, BYTES].");
    assertRefused(
        toModel(x.clone().setContents(InferTensorContents.newBuilder().addFp64Contents(1))),
        "/inputs/0/contents: FP32 takes fp32_contents, got fp64_contents.");
    assertRefused(
        toModel(
            x.clone()
                .setContents(
                    InferTensorContents.newBuilder().addAllFp32Contents(List.of(1f, 2f, 3f)))),
        "/inputs/0/contents/fp32_contents: has more elements than the 2 of the shape [2].");
    assertRefused(
        toModel(x).addRawInputContents(littleEndian(1)),
        "/raw_input_contents/0: is 4, and FP32 [2] takes 8 bytes.");
    assertRefused(
        toModel(x, x.clone().setName("y")).addRawInputContents(littleEndian(1, 2)),
        "/raw_input_contents: expected the contents of each of the 2 inputs, got 1.");
    assertRefused(
        good().addRawInputContents(littleEndian(1, 2)),
        "/inputs/0/contents: expected none where the request has raw_input_contents.");
    assertRefused(
        good()
            .addOutputs(InferRequestedOutputTensor.newBuilder().setName("y"))
            .addOutputs(InferRequestedOutputTensor.newBuilder().setName("y")),
        "/outputs/1/name: comes twice.");
    assertRefused(
        toModel(input("x", Datatype.BYTES, 1))
            .addRawInputContents(ByteString.copyFrom(new byte[] {9, 0, 0, 0, 'a'})),
        "/inputs/0: The tensor 'x' has 5 bytes, which end in element 0 of 1");
    assertRefused(
        toModel(input("x", Datatype.BOOL, 1))
            .addRawInputContents(ByteString.copyFrom(new byte[] {2})),
        "/inputs/0: The tensor 'x' has 2 as element 0: BOOL is 0 or 1");
  }

  @Test
  void aShapeThatCannotBeIsRefused() {
    assertRefused(
        toModel(input("x", Datatype.FP32, 2, -1)),
        "/inputs/0/shape/1: expected a whole number of 0 or more, got -1.");
    assertRefused(
        toModel(input("x", Datatype.FP32, 1L << 40, 1L << 40)),
        "/inputs/0/shape: [1099511627776, 1099511627776] calls for more than 2^31 - 1 elements.");
    assertRefused(
        toModel(input("x", Datatype.FP64, 1 << 30)),
        "/inputs/0/contents: FP64 [1073741824] would be more than 2 GB.");
    assertRefused(
        toModel(input("x", Datatype.FP32, new long[65])),
        "/inputs/0/shape: expected at most 64 dimensions.");
  }

  @Test
  void parametersThatWouldChangeTheAnswerAreRefused() {
    InferParameter value = InferParameter.newBuilder().setInt64Param(3).build();
    assertRefused(
        good()
            .addOutputs(
                InferRequestedOutputTensor.newBuilder()
                    .setName("y")
                    .putParameters("classification", value)),
        "/outputs/0/parameters/classification: classification is not served: take the output and"
            + " rank it.");
    assertRefused(
        toModel(input("x", Datatype.FP32, 1).putParameters("shared_memory_region", value)),
        "/inputs/0/parameters/shared_memory_region: shared memory is not served: send the data.");
  }

  @Test
  void moreTensorsThanAnyModelHasAreRefusedBeforeTheyAreKept() {
    ModelInferRequest.Builder inputs = toModel();
    for (int i = 0; i < 1_001; i++) {
      inputs.addInputs(InferInputTensor.getDefaultInstance());
    }
    assertRefused(inputs, "/inputs: expected at most 1000 tensors.");

    ModelInferRequest.Builder raw = good();
    for (int i = 0; i < 1_001; i++) {
      raw.addRawInputContents(ByteString.EMPTY);
    }
    assertRefused(raw, "/raw_input_contents: expected at most 1000 tensors.");
  }

  @Test
  void bytesThatAreNoMessageAreRefused() {
    for (byte[] bytes :
        List.of(
            "{\"inputs\": []}".getBytes(StandardCharsets.UTF_8),
            new byte[] {0},
            new byte[] {0x2A, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 7},
            new byte[] {0x0A, 2, (byte) 0xC3, 0x28},
            Arrays.copyOf(good().build().toByteArray(), good().build().getSerializedSize() - 1))) {
      assertThatThrownBy(() -> InferReader.read(new Part(bytes, 0, bytes.length)))
          .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(400))
          .hasMessage(
              "The message is no ModelInferRequest of the protocol: it is cut off or malformed.");
    }
  }

  private static byte[] bytes(InferRequest request) {
    ByteBuffer content = request.inputs().getFirst().content().order(ByteOrder.LITTLE_ENDIAN);
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  private static void assertRefused(ModelInferRequest.Builder request, String message) {
    assertThatThrownBy(() -> InferReader.read(part(request.build())))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessage(message);
  }
}
