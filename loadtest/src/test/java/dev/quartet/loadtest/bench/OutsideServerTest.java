package dev.quartet.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.loadtest.arm.Availability;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutsideServerTest {
  @Test
  void nameUrlAndProcessAreRead() {
    assertThat(OutsideServer.parse("mine=http://127.0.0.1:8080@42"))
        .isEqualTo(new OutsideServer("mine", URI.create("http://127.0.0.1:8080"), 42));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mine", "mine=http://127.0.0.1:80", "=http://a@1", "mine=ftp://a@1"})
  void anotherFormIsRefused(String text) {
    assertThatThrownBy(() -> OutsideServer.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be NAME=URL@PID, was " + text);
  }

  @Test
  void aProcessThatIsNotThereIsMissing() {
    OutsideServer server = OutsideServer.parse("mine=http://127.0.0.1:80@999999999");
    assertThat(server.availability())
        .isEqualTo(Availability.missing("there is no process 999999999"));
  }
}
