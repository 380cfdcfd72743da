package dev.quartet.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.inference.Datatype;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.http.InferRequest.RequestedOutput;
import dev.quartet.serving.protocol.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerWriterTest {

  private static final InferRequest ALL_AS_JSON =
      new InferRequest(null, List.of(), List.of(), false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL   | 0100                             | [true,false]",
        "INT8   | 80ff                             | [-128,-1]",
        "INT16  | 0080ffff                         | [-32768,-1]",
        "INT32  | 00000080ffffffff                 | [-2147483648,-1]",
        "INT64  | 0000000000000080ffffffffffffffff | [-9223372036854775808,-1]",
        "UINT8  | 80ff                             | [128,255]",
        "UINT16 | 0080ffff                         | [32768,65535]",
        "UINT32 | 00000080ffffffff                 | [2147483648,4294967295]",
        "UINT64 | 0000000000000080ffffffffffffffff | [9223372036854775808,18446744073709551615]",
        "FP16   | 003cfffb                         | [1.0,-65504.0]",
        "FP32   | 0000c03fcdcccc3d                 | [1.5,0.1]",
        "FP64   | 000000000000f03f9a9999999999b93f | [1.0,0.1]",
        "BYTES  | 02000000c3a900000000             | [\"é\",\"\"]",
      })
  void everyDatatypeIsWrittenAsJson(Datatype datatype, String content, String expected) {
    Tensor output = tensor("y", datatype, content);

    assertThat(text(AnswerWriter.write(ALL_AS_JSON, "m", "3", List.of(output))))
        .isEqualTo(
            "{\"model_name\":\"m\",\"model_version\":\"3\",\"outputs\":[{\"name\":\"y\",\"datatype\":\"%s\",\"shape\":[2],\"data\":%s}]}"
                .formatted(datatype, expected));
  }

  @Test
  void binaryOutputsFollowTheJsonInTheirOrderAndTheIdIsRepeated() {
    InferRequest request =
        new InferRequest(
            "42",
            List.of(),
            List.of(
                new RequestedOutput("a", null),
                new RequestedOutput("b", false),
                new RequestedOutput("c", true)),
            true);
    List<Tensor> outputs =
        List.of(
            tensor("a", Datatype.INT8, "0102"),
            tensor("b", Datatype.INT8, "0304"),
            tensor("c", Datatype.INT16, "05000600"));

    Answer answer = AnswerWriter.write(request, "m", "1", outputs);

    String json = new String(answer.body(), 0, answer.jsonBytes(), StandardCharsets.UTF_8);
    assertThat(json)
        .isEqualTo(
            "{\"model_name\":\"m\",\"model_version\":\"1\",\"id\":\"42\",\"outputs\":["
                + "{\"name\":\"a\",\"datatype\":\"INT8\",\"shape\":[2],\"parameters\":{\"binary_data_size\":2}},"
                + "{\"name\":\"b\",\"datatype\":\"INT8\",\"shape\":[2],\"data\":[3,4]},"
                + "{\"name\":\"c\",\"datatype\":\"INT16\",\"shape\":[2],\"parameters\":{\"binary_data_size\":4}}]}");
    assertThat(HexFormat.of().formatHex(answer.body(), answer.jsonBytes(), answer.body().length))
        .isEqualTo("010205000600");
    assertThat(answer.binary()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "FP32, 0000c07f0000803f, NaN",
    "FP64, 000000000000f07f000000000000f03f, Infinity",
    "FP16, 00fc003c, -Infinity",
    "BYTES, 01000000ff00000000, bytes that are not text"
  })
  void whatJsonCannotSayIsRefusedAndTheRemedyTold(Datatype datatype, String content, String value) {
    List<Tensor> outputs = List.of(tensor("y", datatype, content));

    assertThatThrownBy(() -> AnswerWriter.write(ALL_AS_JSON, "m", "1", outputs))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "The output 'y' has %s (%s), which JSON can't say: ask for it with binary_data."
                .formatted(value, datatype));
    assertThat(
            AnswerWriter.write(
                    new InferRequest(null, List.of(), List.of(), true), "m", "1", outputs)
                .binary())
        .isTrue();
  }

  private static Tensor tensor(String name, Datatype datatype, String content) {
    return new Tensor(
        name, datatype, new long[] {2}, ByteBuffer.wrap(HexFormat.of().parseHex(content)));
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
