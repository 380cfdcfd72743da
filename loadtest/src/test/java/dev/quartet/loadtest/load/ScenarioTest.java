package dev.quartet.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScenarioTest {
  private final Path folder;

  ScenarioTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void uuidAcceptsTheIdSentBackAndNothingElse() throws Exception {
    Call call = new UuidScenario(1_700_000_000_000L).calls(1, 1).getFirst();
    String id = new ObjectMapper().readTree(call.body().getBytes()).path("id").asText();
    String right =
        "{\"uuid\":\"%1$s\",\"bucket\":\"b\",\"key\":\"%1$s.txt\",\"table\":\"t\"}".formatted(id);
    assertThat(UUID.fromString(id).version()).isEqualTo(7);
    assertThat(UUID.fromString(id).variant()).isEqualTo(2);
    assertThat(call.check().problemOf(Buffer.buffer(right))).isEmpty();
    assertThat(
            call.check().problemOf(Buffer.buffer(right.replace(id, UUID.randomUUID().toString()))))
        .isPresent();
    assertThat(call.check().problemOf(Buffer.buffer(right.replace(".txt", "")))).isPresent();
    assertThat(call.check().problemOf(Buffer.buffer(right.replace("bucket", "b")))).isPresent();
    assertThat(call.check().problemOf(Buffer.buffer("[]"))).isPresent();
    assertThat(call.check().problemOf(Buffer.buffer("not JSON"))).isPresent();
    assertThat(call.check().problemOf(Buffer.buffer(""))).isPresent();
  }

  @Test
  void uuidCallsRepeatBySeedAndDifferWithinOne() {
    UuidScenario scenario = new UuidScenario(1_700_000_000_000L);
    assertThat(scenario.calls(4, 100).stream().map(Call::body).toList())
        .isEqualTo(scenario.calls(4, 100).stream().map(Call::body).toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void predictAcceptsTheMostProbableClassWithALatency() throws Exception {
    Path file = HeldOutFixture.write(folder, 3);
    Call call = new PredictScenario(HeldOutDigits.read(file)).firstCall();
    assertThat(call.check().problemOf(Buffer.buffer("{\"class\":0,\"latency_ms\":0.2}"))).isEmpty();
    assertThat(call.check().problemOf(Buffer.buffer("{\"class\":1,\"latency_ms\":0.2}")))
        .isPresent();
    assertThat(call.check().problemOf(Buffer.buffer("{\"class\":\"0\",\"latency_ms\":0.2}")))
        .isPresent();
    assertThat(call.check().problemOf(Buffer.buffer("{\"class\":0}"))).isPresent();
    assertThat(new ObjectMapper().readTree(call.body().getBytes()).path("data")).hasSize(512);
  }

  @Test
  void theExpectedClassIsTheMostProbableOneNotTheLabel() throws Exception {
    HeldOutDigits digits = HeldOutDigits.read(HeldOutFixture.write(folder, 12));
    assertThat(digits.digits().stream().map(HeldOutDigits.Digit::expectedClass))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1);
  }

  @Test
  void anInputOfAnotherLengthIsRefusedByName() throws Exception {
    Path file = folder.resolve("short.json");
    Files.writeString(file, "{\"inputs\":[[1,2]],\"labels\":[0],\"probabilities\":[[1,0]]}");
    assertThatThrownBy(() -> HeldOutDigits.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("inputs[0] has 2 numbers, not 512");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> HeldOutDigits.read(folder.resolve("none.json")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.json");
  }
}
