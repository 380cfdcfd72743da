package dev.quartet.serving.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.extension.http.BodyLimit;
import dev.quartet.serving.grpc.protocol.ModelReadyRequest;
import dev.quartet.serving.protocol.Compression;
import dev.quartet.serving.protocol.Refusal;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FrameTest {

  private static final BodyLimit LIMIT = new BodyLimit(1_000_000, "some.key");
  private static final ModelReadyRequest MESSAGE =
      ModelReadyRequest.newBuilder().setName("digits").build();

  @Test
  void aMessageIsReadFromWhatItIsWrittenTo() {
    Part read = Frame.message(Frame.of(MESSAGE), Optional.empty(), LIMIT);

    assertThat(Messages.read(read, ModelReadyRequest.parser(), "ModelReadyRequest"))
        .isEqualTo(MESSAGE);
  }

  @ParameterizedTest
  @EnumSource
  void aCompressedMessageIsInflated(Compression compression) {
    byte[] body = compressed(compression.deflated(MESSAGE.toByteArray()));

    Part read = Frame.message(body, Optional.of(compression), LIMIT);

    assertThat(Messages.read(read, ModelReadyRequest.parser(), "ModelReadyRequest"))
        .isEqualTo(MESSAGE);
  }

  @ParameterizedTest
  @EnumSource
  void aMessageThatInflatesBeyondTheLimitIsTooLarge(Compression compression) {
    byte[] body = compressed(compression.deflated(new byte[(int) LIMIT.bytes() + 1]));

    assertThatThrownBy(() -> Frame.message(body, Optional.of(compression), LIMIT))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(413));
  }

  @Test
  void aBodyThatIsNotOneMessageIsRefused() {
    assertRefused(new byte[4], "The request has no message.");
    assertRefused(
        new byte[] {0, 0, 0, 0, 9, 1},
        "The request's message says that it has 9 bytes, and 1 follow: one message is expected.");
    assertRefused(
        new byte[] {0, -1, -1, -1, -1, 1},
        "The request's message says that it has 4294967295 bytes, and 1 follow: one message is"
            + " expected.");
    assertRefused(
        new byte[] {2, 0, 0, 0, 0},
        "The request's message begins with 2: expected 0, or 1 if it is compressed.");
    assertRefused(
        compressed(new byte[3]),
        "The request's message is compressed, and grpc-encoding does not say how.");
  }

  @Test
  void aCompressionThatIsNotKnownIsUnimplemented() {
    assertThat(Frame.compression(null)).isEmpty();
    assertThat(Frame.compression("identity")).isEmpty();
    assertThat(Frame.compression("gzip")).contains(Compression.GZIP);
    assertThatThrownBy(() -> Frame.compression("snappy"))
        .isInstanceOfSatisfying(
            Refusal.class,
            e -> assertThat(Status.ofHttp(e.status())).isEqualTo(Status.UNIMPLEMENTED))
        .hasMessage("grpc-encoding: expected one of identity, gzip, deflate.");
  }

  private static void assertRefused(byte[] body, String message) {
    assertThatThrownBy(() -> Frame.message(body, Optional.empty(), LIMIT))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessage(message);
  }

  private static byte[] compressed(byte[] message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) 1)
        .putInt(message.length)
        .put(message)
        .array();
  }
}
