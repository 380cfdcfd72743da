package dev.quartet.serving.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.extension.http.BodyLimit;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompressionTest {

  private static final BodyLimit LIMIT = new BodyLimit(1_000_000, "some.key");

  @ParameterizedTest
  @EnumSource
  void whatIsDeflatedIsInflated(Compression compression) {
    byte[] body = "0.125,".repeat(10_000).getBytes(UTF_8);

    byte[] deflated = compression.deflated(body);

    assertThat(deflated).hasSizeLessThan(body.length / 10);
    assertThat(compression.inflated(deflated, LIMIT)).isEqualTo(body);
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatInflatesBeyondTheLimitIsTooLarge(Compression compression) {
    byte[] atLimit = new byte[(int) LIMIT.bytes()];
    byte[] beyond = new byte[(int) LIMIT.bytes() + 1];

    assertThat(compression.inflated(compression.deflated(atLimit), LIMIT)).isEqualTo(atLimit);
    assertThatThrownBy(() -> compression.inflated(compression.deflated(beyond), LIMIT))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(413))
        .hasMessage("The body is larger than 1000000 bytes (some.key).");
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatIsCutOffOrNotCompressedIsMalformed(Compression compression) {
    byte[] deflated = compression.deflated("{\"inputs\":[]}".getBytes(UTF_8));

    for (byte[] broken :
        new byte[][] {
          Arrays.copyOf(deflated, deflated.length - 3),
          "{\"inputs\":[]}".getBytes(UTF_8),
          new byte[0]
        }) {
      assertThatThrownBy(() -> compression.inflated(broken, LIMIT))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(400));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, GZIP",
    "GZip, GZIP",
    "'gzip, deflate, br', GZIP",
    "'deflate, gzip', DEFLATE",
    "'gzip;q=0.5, deflate;q=0.8', DEFLATE",
    "'br;q=1.0, gzip;q=0.2', GZIP",
    "deflate, DEFLATE"
  })
  void theCallersPreferenceIsFollowed(String acceptEncoding, Compression expected) {
    assertThat(Compression.acceptedBy(acceptEncoding)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "br", "gzip;q=0", "gzip; q=0.0", "gzip;q=x", "*;q=0"})
  void whoAsksForNoneGetsNone(String acceptEncoding) {
    assertThat(Compression.acceptedBy(acceptEncoding)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip, gzip", "zstd", "x"})
  void aBodyThatIsCompressedOtherwiseIsRefused(String contentEncoding) {
    assertThatThrownBy(() -> Compression.ofBody(contentEncoding))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(415))
        .hasMessage("Content-Encoding: expected one of gzip, deflate.");
  }
}
