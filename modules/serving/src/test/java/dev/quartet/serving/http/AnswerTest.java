package dev.quartet.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.serving.protocol.Compression;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AnswerTest {

  @Test
  void aSmallAnswerIsNotCompressed() {
    assertThat(Answer.json(new byte[1_000]).compressed(Optional.of(Compression.GZIP)).compression())
        .isEmpty();
    assertThat(Answer.json(new byte[2_000]).compressed(Optional.of(Compression.GZIP)).compression())
        .contains(Compression.GZIP);
  }
}
