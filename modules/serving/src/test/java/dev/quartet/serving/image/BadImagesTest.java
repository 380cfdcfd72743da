package dev.quartet.serving.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BadImagesTest {

  private static final int GREY = 0;
  private static final int COLOUR = 2;

  @ParameterizedTest
  @ValueSource(strings = {"small.jpg", "progressive-444.jpg", "pixel.png", "wide.png"})
  void anImageThatIsCutOffIsRefused(String name) {
    byte[] image = TestImages.bytes(name);
    for (int length = 0; length < image.length - 2; length += 1 + image.length / 100) {
      byte[] cut = Arrays.copyOf(image, length);
      assertThatThrownBy(() -> TestImages.decoded(cut))
          .as("%s, %d of %d bytes", name, length, image.length)
          .isInstanceOf(BadImage.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"small.jpg", "narrow.jpg", "palette.png", "grey-transparent.png"})
  void aDamagedImageIsDecodedOrRefused(String name) {
    byte[] image = TestImages.bytes(name);
    Random random = new Random(20261125);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      byte[] damaged = image.clone();
      for (int change = 0; change < 3; change++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        TestImages.decoded(damaged);
      } catch (BadImage e) {
        refused++;
        assertThat(e).hasMessageContaining("image").hasMessageNotContaining("Exception");
      }
    }

    assertThat(refused).isPositive();
  }

  @Test
  void anImageOfTooManyPixelsIsRefusedBeforeItIsDecoded() {
    assertThatThrownBy(() -> TestImages.decoded(TestImages.png(50_000, 50_000, 8, COLOUR)))
        .isInstanceOf(BadImage.class)
        .hasMessage(
            "The image has 50000 x 50000 pixels; at most 16777216 are taken"
                + " (quartet.serving.image.max-pixels). Send it smaller.");
    byte[] jpeg = TestImages.bytes("small.jpg");
    int size = TestImages.frame(jpeg) + 5;
    Arrays.fill(jpeg, size, size + 4, (byte) 0xFF);
    assertThatThrownBy(() -> TestImages.decoded(jpeg))
        .isInstanceOf(BadImage.class)
        .hasMessageContaining("65535 x 65535 pixels");
  }

  @Test
  void anImageWithoutPixelsIsRefused() {
    assertThatThrownBy(() -> TestImages.decoded(TestImages.png(0, 4, 8, COLOUR)))
        .hasMessage("The image has no pixels: it states 0 x 4.");
  }

  @Test
  void sixteenBitsASampleAreRefused() {
    assertThatThrownBy(() -> TestImages.decoded(TestImages.png(4, 4, 16, GREY)))
        .hasMessage("The PNG image has 16 bits a sample: save it with 8.");
  }

  @Test
  void fourColoursAreRefused() {
    byte[] jpeg = TestImages.bytes("small.jpg");
    jpeg[TestImages.frame(jpeg) + 9] = 4;

    assertThatThrownBy(() -> TestImages.decoded(jpeg))
        .hasMessage("The JPEG image has 4 components, as those in CMYK: save it as RGB or grey.");
  }

  @Test
  void aFileOfManyScansIsRefused() {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.writeBytes(TestImages.bytes("small.jpg"));
    for (int i = 0; i < 100; i++) {
      many.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xDA});
    }

    assertThatThrownBy(() -> TestImages.decoded(many.toByteArray()))
        .hasMessage("The JPEG image has 101 scans; at most 100 are read.");
  }

  @Test
  void anotherFileIsNamedSo() {
    assertThatThrownBy(
            () -> TestImages.decoded("GIF89a, not really".getBytes(StandardCharsets.US_ASCII)))
        .hasMessage("The body is no JPEG and no PNG image.");
    assertThatThrownBy(() -> TestImages.decoded(new byte[0])).isInstanceOf(BadImage.class);
  }

  @Test
  void aLimitOfNothingIsRefused() {
    assertThatThrownBy(() -> new PixelLimit(0))
        .hasMessage(
            "quartet.serving.image.max-pixels: expected a number from 1 to 715827874, got 0");
  }
}
