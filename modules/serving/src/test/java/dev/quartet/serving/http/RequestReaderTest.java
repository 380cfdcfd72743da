package dev.quartet.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.inference.Datatype;
import dev.quartet.inference.Tensor;
import dev.quartet.serving.protocol.Refusal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL   | [true, false]                  | 01 00",
        "INT8   | [-128, 127]                    | 80 7f",
        "INT16  | [-32768, 32767]                | 0080 ff7f",
        "INT32  | [-2147483648, 1]               | 00000080 01000000",
        "INT64  | [-9223372036854775808, 2]      | 0000000000000080 0200000000000000",
        "UINT8  | [0, 255]                       | 00 ff",
        "UINT16 | [1, 65535]                     | 0100 ffff",
        "UINT32 | [1, 4294967295]                | 01000000 ffffffff",
        "UINT64 | [18446744073709551615, 1]      | ffffffffffffffff 0100000000000000",
        "FP16   | [1, -65504]                    | 003c fffb",
        "FP32   | [1.5, -1e-3]                   | 0000c03f 6f1283ba",
        "FP64   | [1, 0.1]                       | 000000000000f03f 9a9999999999b93f",
        "BYTES  | [\"é\", \"\"]                  | 02000000c3a9 00000000",
      })
  void everyDatatypeIsReadFromJsonAsLittleEndianBytes(
      Datatype datatype, String data, String expected) {
    Tensor tensor = only(input("\"x\"", "[2]", datatype.name(), data));

    assertThat(tensor.datatype()).isEqualTo(datatype);
    assertThat(hex(tensor)).isEqualTo(expected.replace(" ", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"INT8\",\"data\":[1,2,3,4]}",
        "{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"INT8\",\"data\":[[1,2],[3,4]]}",
        "{\"data\":[[1,2],[3,4]],\"shape\":[2,2],\"datatype\":\"INT8\",\"name\":\"x\"}",
        "{\"data\" : [ 1,2,3,\n4 ] , \"datatype\":\"INT8\",\"name\":\"x\",\"shape\":[2,2]}",
        "{\"shape\":[2,2],\"data\":[1,2,3,4],\"other\":{\"a\":[{}]},\"datatype\":\"INT8\",\"name\":\"x\"}",
      })
  void dataMayBeFlatOrNestedAndTheMembersInAnyOrder(String input) {
    assertThat(hex(only(input))).isEqualTo("01020304");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2,2] | [0.1,-2.5e3,3,16777217]",
        "[2,2] | [[0.1,-2.5e3],[3,16777217]]",
        "[2,2] | [ [ 0.1 , -2.5e3 ] , [ 3 , 16777217 ] ]",
        "[1,2,2] | [[[0.1,-2.5e3],[3,16777217]]]",
      })
  void floatsAreTheSameFlatAndNestedInOneLineAndInSeveral(String shape, String data) {
    String expected = "cdcccc3d 00401cc5 00004040 0000804b".replace(" ", "");

    assertThat(hex(only(input("\"x\"", shape, "FP32", data)))).isEqualTo(expected);
    assertThat(hex(only(input("\"x\"", shape, "FP32", data.replace(",", ",\n")))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1,2,\"3\",4] | /inputs/0/data/2: expected a finite number in the range of FP32, got a string.",
        "[1,2,3e39,4]   | /inputs/0/data/2: expected a finite number in the range of FP32, got 3e39.",
        "[1,2,NaN,4]    | /inputs/0/data/2: expected a finite number in the range of FP32, got NaN.",
        "[1,2,3]        | /inputs/0/data: has 3 elements, and the shape [2, 2] calls for 4.",
        "[1,2,3,4,5]    | /inputs/0/data: has more elements than the 4 of the shape [2, 2].",
        "[[1,2],[3,4,5]]| /inputs/0/data: has more elements than the 4 of the shape [2, 2].",
        "[[1,2,3],[4]]  | /inputs/0/data/0: has 3 items, and the shape is [2, 2].",
        "[[1,2],[3,[4]]]| /inputs/0/data/1/1: expected an element, got an array: the shape is [2, 2].",
        "[1,2,3,04]     | The request is not JSON: look at line 1, column 71.",
        "[1,2,3,4}      | The request is not JSON: look at line 1, column 71.",
      })
  void floatsThatAreNotWhatTheShapeCallsForAreTold(String data, String message) {
    refused(input("\"x\"", "[2,2]", "FP32", data)).hasMessage(message);
  }

  @Test
  void floatsEndWhereTheJsonEnds() {
    String json = "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[1,2";
    byte[] body = Bytes.utf8(json + "3]}]}");

    assertThatThrownBy(() -> RequestReader.read(body, String.valueOf(json.length())))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("not JSON");
  }

  @Test
  void dataBehindNamesOfSeveralBytesIsFoundAgain() {
    byte[] body =
        Bytes.utf8(
            "{\"id\":\"äöü€😀\",\"inputs\":[{\"data\":[7],\"name\":\"ß\",\"shape\":[1],\"datatype\":\"UINT8\"}]}");

    InferRequest request = RequestReader.read(body, null);

    assertThat(request.id()).isEqualTo("äöü€😀");
    assertThat(request.inputs().getFirst().name()).isEqualTo("ß");
    assertThat(hex(request.inputs().getFirst())).isEqualTo("07");
  }

  @Test
  void aScalarHasNoDimensionAndOneElement() {
    assertThat(only(input("\"x\"", "[]", "INT8", "[5]")).shape()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[0] | []", "[2,0] | []", "[2,0] | [[],[]]", "[0,3] | []"})
  void aTensorMayHaveNoElements(String shape, String data) {
    assertThat(only(input("\"x\"", shape, "FP32", data)).elements()).isZero();
  }

  @Test
  void manyElementsOutgrowTheFirstBuffer() {
    int count = 100_000;
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(String.valueOf(i));
    }
    Tensor tensor = only(input("\"x\"", "[" + count + "]", "FP64", numbers.toString()));

    ByteBuffer content = tensor.content();
    for (int i = 0; i < count; i++) {
      assertThat(content.getDouble()).isEqualTo(i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Numbers of which rounding to a float first would round to another half.
    "1.0004882812500003, 3c01",
    "1.00048828125, 3c00",
    "1.0014648437499997, 3c01",
    "5.9604644775390625e-8, 0001",
    "2.98023223876953125e-8, 0000",
    "2.98023223876954e-8, 0001",
    "-1.0004882812500003, bc01",
    "65519.999999, 7bff"
  })
  void aHalfIsRoundedOnce(String number, String expected) {
    Tensor tensor = only(input("\"x\"", "[1]", "FP16", "[" + number + "]"));

    assertThat("%04x".formatted(tensor.content().getShort())).isEqualTo(expected);
  }

  @Test
  void binaryDataIsTakenInTheOrderOfTheInputsAndJsonDataInBetween() {
    String json =
        "{\"inputs\":[%s,%s,%s]}"
            .formatted(
                "{\"name\":\"a\",\"shape\":[2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":8}}",
                input("\"b\"", "[1]", "INT8", "[3]"),
                "{\"name\":\"c\",\"parameters\":{\"binary_data_size\":13},\"shape\":[2],\"datatype\":\"BYTES\"}");
    byte[] body = Bytes.joined(Bytes.utf8(json), Bytes.floats(1.5f, -2), Bytes.texts("hello", ""));

    List<Tensor> inputs =
        RequestReader.read(body, String.valueOf(Bytes.utf8(json).length)).inputs();

    assertThat(inputs).extracting(Tensor::name).containsExactly("a", "b", "c");
    assertThat(Bytes.of(inputs.get(0).content())).isEqualTo(Bytes.floats(1.5f, -2));
    assertThat(hex(inputs.get(1))).isEqualTo("03");
    assertThat(inputs.get(2).bytesElements()).containsExactly(Bytes.utf8("hello"), new byte[0]);
  }

  @ParameterizedTest
  @CsvSource({"4095, false", "4096, true"})
  void manyElementsAreDirectForOnnxRuntimeAndFewAreNotCopied(int count, boolean direct) {
    String json =
        "{\"inputs\":[{\"name\":\"a\",\"shape\":[%d],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":%d}}]}"
            .formatted(count, count * 4);
    byte[] body = Bytes.joined(Bytes.utf8(json), new byte[count * 4]);

    List<Tensor> inputs = RequestReader.read(body, String.valueOf(json.length())).inputs();

    assertThat(inputs.getFirst().content().isDirect()).isEqualTo(direct);
  }

  @Test
  void whatIsSaidOfOutputsIsKept() {
    InferRequest request =
        RequestReader.read(
            Bytes.utf8(
                """
                {"id": "42", "parameters": {"binary_data_output": true, "priority": 3, "x": {"y": []}},
                 "inputs": [],
                 "outputs": [{"name": "p", "parameters": {"binary_data": false}}, {"name": "q"}]}
                """),
            null);

    assertThat(request.id()).isEqualTo("42");
    assertThat(request.outputNames()).containsExactly("p", "q");
    assertThat(request.isBinary("p")).isFalse();
    assertThat(request.isBinary("q")).isTrue();
  }

  @Test
  void clientsThatSayNullSayNothing() {
    InferRequest request =
        RequestReader.read(
            Bytes.utf8(
                """
                {"id": null, "parameters": null, "outputs": null, "inputs": [{"name": "x", "shape": [0],
                 "datatype": "FP32", "data": null, "parameters": {"binary_data_size": 0}}]}
                """),
            null);

    assertThat(request.id()).isNull();
    assertThat(request.outputs()).isEmpty();
    assertThat(request.isBinary("any")).isFalse();
    assertThat(request.inputs().getFirst().elements()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT8   | [1, 128]    | /inputs/0/data/1: expected a whole number from -128 to 127, got 128.",
        "UINT8  | [-1, 1]     | /inputs/0/data/0: expected a whole number from 0 to 255, got -1.",
        "UINT64 | [1, 18446744073709551616] | /inputs/0/data/1: expected a whole number from 0 to"
            + " 18446744073709551615, got 18446744073709551616.",
        "INT32  | [1, 2.0]    | /inputs/0/data/1: expected a whole number from -2147483648 to"
            + " 2147483647, got 2.0.",
        "FP32   | [1, NaN]    | /inputs/0/data/1: expected a finite number in the range of FP32, got"
            + " NaN.",
        "FP32   | [1e39, 1]   | /inputs/0/data/0: expected a finite number in the range of FP32, got"
            + " 1e39.",
        "FP64   | [1e999, 1]  | /inputs/0/data/0: expected a finite number in the range of FP64, got"
            + " 1e999.",
        "FP64   | [-Infinity, 1] | /inputs/0/data/0: expected a finite number in the range of FP64,"
            + " got -Infinity.",
        "FP16   | [1, 65520]  | /inputs/0/data/1: expected a finite number in the range of FP16, up"
            + " to 65504, got 65520.",
        "FP32   | [1, \"2\"]  | /inputs/0/data/1: expected a finite number in the range of FP32, got"
            + " a string.",
        "FP32   | [1, null]   | /inputs/0/data/1: expected a finite number in the range of FP32, got"
            + " null.",
        "BOOL   | [true, 1]   | /inputs/0/data/1: expected true or false, got 1.",
        "BYTES  | [\"a\", 1]  | /inputs/0/data/1: expected a string, got 1.",
        "BYTES  | [\"a\", \"\\ud800\"] | /inputs/0/data/1: expected a string without half a"
            + " surrogate pair, got a string.",
        "INT8   | [1, {}]     | /inputs/0/data/1: expected a whole number from -128 to 127, got an"
            + " object.",
        "INT8   | [1]         | /inputs/0/data: has 1 elements, and the shape [2] calls for 2.",
        "INT8   | [1, 2, 3]   | /inputs/0/data: has more elements than the 2 of the shape [2].",
        "INT8   | [[1], [2]]  | /inputs/0/data/0: expected an element, got an array: the shape is"
            + " [2].",
        "INT8   | 1           | /inputs/0/data: expected an array, got a whole number.",
      })
  void anElementThatIsNoneOfItsDatatypeIsTold(Datatype datatype, String data, String message) {
    refused(input("\"x\"", "[2]", datatype.name(), data)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1,2],[3]]       | /inputs/0/data/1: has 1 items, and the shape is [2, 2].",
        "[[1,2,3],[4]]     | /inputs/0/data/0: has 3 items, and the shape is [2, 2].",
        "[[1,2]]           | /inputs/0/data: has 1 items, and the shape is [2, 2].",
        "[1,[2,3],4]       | /inputs/0/data/1: expected an element, got an array: the shape is [2,"
            + " 2].",
        "[[1,2],3,4]       | /inputs/0/data/1: expected an array, got a whole number: data is flat,"
            + " or nested as its shape [2, 2].",
        "[[[1],[2]],[[3],[4]]] | /inputs/0/data/0/0: expected an element, got an array: the shape"
            + " is [2, 2].",
        "[[],[]]           | /inputs/0/data/0: has 0 items, and the shape is [2, 2].",
      })
  void nestingThatIsNotTheShapesIsTold(String data, String message) {
    refused(input("\"x\"", "[2,2]", "INT8", data)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[-1]    | /inputs/0/shape/0: expected a whole number of 0 or more, got -1.",
        "[1.0]   | /inputs/0/shape/0: expected a whole number, got a number.",
        "[\"1\"] | /inputs/0/shape/0: expected a whole number, got a string.",
        "1       | /inputs/0/shape: expected an array of dimensions, got a whole number.",
        "[9223372036854775808] | /inputs/0/shape/0: expected a whole number of 64 bits.",
        "[9223372036854775807] | /inputs/0/shape: [9223372036854775807] calls for more than 2^31 -"
            + " 1 elements.",
        "[4294967296, 4294967296] | /inputs/0/shape: [4294967296, 4294967296] calls for more than"
            + " 2^31 - 1 elements.",
        "[65536, 32768] | /inputs/0/shape: [65536, 32768] calls for more than 2^31 - 1 elements.",
        "[1073741824] | /inputs/0/data: INT32 [1073741824] would be more than 2 GB.",
        "[500000000] | /inputs/0/data: has 1 elements, and the shape [500000000] calls for"
            + " 500000000.",
      })
  void aShapeThatCannotBeIsTold(String shape, String message) {
    refused(input("\"x\"", shape, "INT32", "[1]")).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{}                        | /inputs/0: has no name.",
        "{\"name\":\"x\"}          | /inputs/0: has no datatype.",
        "{\"name\":7}              | /inputs/0/name: expected a string, got a whole number.",
        "{\"name\":\"x\",\"name\":\"y\"} | /inputs/0/name: comes twice.",
        "{\"name\":\"x\",\"datatype\":\"FP32\"} | /inputs/0: has no shape.",
        "{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1]} | /inputs/0: has neither data nor the"
            + " parameter binary_data_size.",
        "{\"name\":\"x\",\"datatype\":\"fp32\",\"shape\":[1]} | /inputs/0/datatype: expected one of"
            + " [BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, FP32, FP64,"
            + " BYTES].",
        "{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1],\"parameters\":{\"binary_data_size\":4}}"
            + " | /inputs/0: has both data and binary_data_size.",
        "{\"parameters\":{\"binary_data_size\":-4}} |"
            + " /inputs/0/parameters/binary_data_size: expected a number of bytes, got a whole"
            + " number.",
        "{\"parameters\":{\"shared_memory_region\":\"r\"}} |"
            + " /inputs/0/parameters/shared_memory_region: shared memory is not served: send the"
            + " data.",
        "7                         | /inputs/0: expected an object, got a whole number.",
      })
  void anInputThatIsNoneIsTold(String input, String message) {
    refused(input).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "                       | The request: expected a JSON object, got nothing.",
        "[]                     | The request: expected a JSON object, got an array.",
        "{}                     | The request: has no inputs.",
        "{\"inputs\":{}}        | /inputs: expected an array, got an object.",
        "{\"inputs\":[]} {}     | The request: has something after its JSON object.",
        "{\"inputs\":[}         | The request is not JSON: look at line 1, column 12.",
        "{\"inputs\":[],\"id\":7} | /id: expected a string, got a whole number.",
        "{\"inputs\":[],\"parameters\":{\"binary_data_output\":1}} | /parameters/binary_data_output:"
            + " expected true or false, got a whole number.",
        "{\"inputs\":[],\"outputs\":[{}]} | /outputs/0: has no name.",
        "{\"inputs\":[],\"outputs\":[{\"name\":\"a\"},{\"name\":\"a\"}]} | /outputs/1/name: comes"
            + " twice.",
        "{\"inputs\":[],\"outputs\":[{\"name\":\"a\",\"parameters\":{\"classification\":3}}]} |"
            + " /outputs/0/parameters/classification: classification is not served: take the output"
            + " and rank it.",
      })
  void aRequestThatIsNoneIsTold(String json, String message) {
    assertThatThrownBy(() -> RequestReader.read(Bytes.utf8(json == null ? "" : json), null))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(400))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"-1", "x", "''", "1000000", "99999999999", "1.5"})
  void aLengthOfTheJsonThatTheBodyHasNotIsTold(String stated) {
    assertThatThrownBy(() -> RequestReader.read(Bytes.utf8("{\"inputs\":[]}"), stated))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "Inference-Header-Content-Length: expected how many bytes of the body are JSON, and the"
                + " body has 13.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FP32  | 8 | 7 | add up to more than the 7 bytes that follow the JSON",
        "FP32  | 8 | 9 | add up to less than the 9 bytes that follow the JSON",
        "FP32  | 9223372036854775807 | 8 | add up to more than",
        "FP32  | 4 | 4 | /inputs/0/parameters/binary_data_size: is 4, and FP32 [2] takes 8 bytes.",
        "BYTES | 7 | 7 | /inputs/0/parameters/binary_data_size: is 7, and BYTES [2] takes at least 8"
            + " bytes.",
        "BYTES | 9 | 9 | /inputs/0: The tensor 'x' has 9 bytes",
        "BOOL  | 2 | 2 | /inputs/0: The tensor 'x' has 7 as element 0: BOOL is 0 or 1",
      })
  void binaryDataOfAnotherSizeIsTold(String datatype, String size, int there, String message) {
    String json =
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"%s\",\"parameters\":{\"binary_data_size\":%s}}]}"
            .formatted(datatype, size);
    byte[] data = new byte[there];
    Arrays.fill(data, (byte) 7);

    assertThatThrownBy(
            () ->
                RequestReader.read(
                    Bytes.joined(Bytes.utf8(json), data), String.valueOf(json.length())))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(message);
  }

  @Test
  void binaryDataWithoutTheHeaderIsTold() {
    assertThatThrownBy(
            () ->
                RequestReader.read(
                    Bytes.utf8(
                        "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":8}}]}"),
                    null))
        .hasMessageContaining("Inference-Header-Content-Length says where they begin");
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 1_100, 100_000})
  void nestingDeeperThanAnyTensorIsRefused(int depth) {
    assertThatThrownBy(
            () ->
                RequestReader.read(
                    Bytes.utf8(
                        "{\"inputs\":[],\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}"),
                    null))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("nested too deep");
  }

  @Test
  void textThatIsNoUtf8IsRefused() {
    byte[] body =
        Bytes.joined(
            Bytes.utf8("{\"inputs\":[],\"id\":\""), new byte[] {(byte) 0xFF}, Bytes.utf8("\"}"));

    assertThatThrownBy(() -> RequestReader.read(body, null))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("not JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"inputs\":[],\"id\":\"\\ud800\"}",
        "{\"inputs\":[],\"outputs\":[{\"name\":\"a\\udc00b\"}]}",
        "{\"inputs\":[{\"name\":\"\\ud83d\"}]}"
      })
  void halfASurrogatePairIsNoText(String json) {
    assertThatThrownBy(() -> RequestReader.read(Bytes.utf8(json), null))
        .isInstanceOf(Refusal.class)
        .hasMessageEndingWith(": expected text, got half a surrogate pair.");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(String input) {
    return assertThatThrownBy(() -> only(input))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(400));
  }

  private static Tensor only(String input) {
    List<Tensor> inputs =
        RequestReader.read(Bytes.utf8("{\"inputs\":[" + input + "]}"), null).inputs();
    assertThat(inputs).hasSize(1);
    return inputs.getFirst();
  }

  private static String input(String name, String shape, String datatype, String data) {
    return "{\"name\":%s,\"shape\":%s,\"datatype\":\"%s\",\"data\":%s}"
        .formatted(name, shape, datatype, data);
  }

  private static String hex(Tensor tensor) {
    StringBuilder hex = new StringBuilder();
    for (byte value : Bytes.of(tensor.content())) {
      hex.append("%02x".formatted(value));
    }
    return hex.toString();
  }
}
