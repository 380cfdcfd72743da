package dev.quartet.serving.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StatusMessageTest {

  @Test
  void printableAsciiStaysAsItIs() {
    assertThat(StatusMessage.of("There is no model 'nope' ~ ready!"))
        .isEqualTo("There is no model 'nope' ~ ready!");
  }

  @Test
  void whatIsNotPrintableAsciiIsEncoded() {
    assertThat(StatusMessage.of("100 % \u00e9\n\ud83d\ude00"))
        .isEqualTo("100 %25 %C3%A9%0A%F0%9F%98%80");
  }

  @Test
  void aLongTextIsCutBetweenCharacters() {
    String encoded = StatusMessage.of("\u00e9".repeat(10_000));

    assertThat(encoded).hasSizeLessThan(4_200).endsWith("...");
    assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).matches("\u00e9+\\.\\.\\.");
  }

  @Test
  void halfASurrogatePairIsReplaced() {
    assertThat(StatusMessage.of("a\ud83db")).isEqualTo("a%3Fb");
  }
}
