package dev.quartet.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.load.HeldOutDigits;
import dev.quartet.loadtest.load.HeldOutFixture;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WiresTest {
  /** Digit 3 of the fixture: its first number is 3, its class too. */
  private static final int DIGIT = 3;

  private HeldOutDigits digits = new HeldOutDigits(java.util.List.of(none()));

  private static HeldOutDigits.Digit none() {
    return new HeldOutDigits.Digit(Buffer.buffer(), 0);
  }

  @BeforeEach
  void readDigits(@TempDir Path folder) throws IOException {
    digits = HeldOutDigits.read(HeldOutFixture.write(folder, 100));
  }

  private Call call(String wire) {
    return Wires.of(wire, digits).calls().get(DIGIT);
  }

  @Test
  void everyWireOfDigitsSendsSixtyFour() {
    for (String name : Wires.OF_DIGITS) {
      assertThat(Wires.of(name, digits).name()).isEqualTo(name);
      assertThat(Wires.of(name, digits).calls()).hasSize(64);
    }
  }

  @Test
  void anotherNameIsRefused() {
    assertThatThrownBy(() -> Wires.of("grpc", digits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[predict, oip-json, oip-binary, matmul]");
  }

  @Test
  void predictIsRightWithTheReferencesClassAlone() {
    Call call = call("predict");
    assertThat(call.check().problemOf(Buffer.buffer("{\"class\":3,\"latency_ms\":0.1}"))).isEmpty();
    assertThat(call.check().problemOf(Buffer.buffer("{\"class\":4,\"latency_ms\":0.1}")))
        .contains("class is 4, not 3");
    assertThat(call.check().problemOf(Buffer.buffer("oops"))).contains("the body is not JSON");
  }

  @Test
  void matmulIsRightWithTheFirstNumberOfTheProduct() throws IOException {
    Call call = Wires.of("matmul", digits).calls().getFirst();
    assertThat(new ObjectMapper().readTree(call.body().getBytes()).path("data")).hasSize(512);
    assertThat(call.check().problemOf(Buffer.buffer("{\"class\":124,\"latency_ms\":5.1}")))
        .isEmpty();
    assertThat(call.check().problemOf(Buffer.buffer("{\"class\":1,\"latency_ms\":5.1}")))
        .contains("class is 1, not 124");
  }

  @Test
  void theTensorsOfOipJsonAreNumbers() throws IOException {
    Call call = call("oip-json");
    JsonNode request = new ObjectMapper().readTree(call.body().getBytes());
    assertThat(request.at("/inputs/0/shape").toString()).isEqualTo("[1,512]");
    assertThat(request.at("/inputs/0/data")).hasSize(512);
    assertThat(request.at("/inputs/0/data/0").floatValue()).isEqualTo(3f);
    assertThat(call.check().problemOf(Buffer.buffer("{\"outputs\":[{\"data\":[0,0.1,0,0.9]}]}")))
        .isEmpty();
    assertThat(call.check().problemOf(Buffer.buffer("{\"outputs\":[{\"data\":[0.9,0.1,0,0]}]}")))
        .contains("class is 0, not 3");
    assertThat(call.check().problemOf(Buffer.buffer("{\"error\":\"no\"}")))
        .contains("class is -1, not 3");
  }

  @Test
  void theTensorOfOipBinaryStandsBehindTheJsonWhoseLengthTheHeaderGives() throws IOException {
    Wire wire = Wires.of("oip-binary", digits);
    Buffer body = call("oip-binary").body();
    int jsonLength = Integer.parseInt(wire.headers().get("Inference-Header-Content-Length"));
    JsonNode json = new ObjectMapper().readTree(body.getBytes(0, jsonLength));
    assertThat(json.at("/inputs/0/parameters/binary_data_size").intValue()).isEqualTo(512 * 4);
    assertThat(body.length()).isEqualTo(jsonLength + 512 * 4);
    assertThat(body.getIntLE(jsonLength)).isEqualTo(Float.floatToIntBits(3f));
  }

  @Test
  void anAnswerOfOipBinaryIsReadFromItsRawTensor() {
    Call call = call("oip-binary");
    assertThat(call.check().problemOf(binaryAnswer(3))).isEmpty();
    assertThat(call.check().problemOf(binaryAnswer(5))).contains("class is 5, not 3");
    assertThat(call.check().problemOf(Buffer.buffer("{\"error\":\"no\"}"))).isPresent();
    assertThat(call.check().problemOf(Buffer.buffer("{}").appendBytes(new byte[40])))
        .contains("outputs[0].parameters.binary_data_size is not 40");
  }

  private static Buffer binaryAnswer(int largest) {
    Buffer answer = Buffer.buffer("{\"outputs\":[{\"parameters\":{\"binary_data_size\":40}}]}");
    for (int i = 0; i < 10; i++) {
      answer.appendIntLE(Float.floatToIntBits(i == largest ? 0.9f : 0.01f));
    }
    return answer;
  }
}
