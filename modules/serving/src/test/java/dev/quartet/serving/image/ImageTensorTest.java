package dev.quartet.serving.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ImageTensorTest {

  @Test
  void theTensorOfEachImageIsTorchvisionsBitByBit() {
    Map<String, String> expected = TestImages.tensorDigests();
    Map<String, String> actual = new TreeMap<>();
    for (String name : expected.keySet()) {
      RgbImage image = TestImages.decoded(TestImages.bytes(name));
      actual.put(name, sha256(ImageTensor.of(image)));
    }

    assertThat(expected).hasSizeGreaterThanOrEqualTo(20);
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void anImageOfOneColourIsThatColourNormalized() {
    byte[] samples = new byte[300 * 280 * RgbImage.CHANNELS];
    Arrays.fill(samples, (byte) 255);

    ByteBuffer tensor = ImageTensor.of(new RgbImage(300, 280, samples));

    assertThat(tensor.getFloat(0)).isEqualTo((1 - 0.485f) / 0.229f);
    assertThat(tensor.getFloat(tensor.capacity() - Float.BYTES)).isEqualTo((1 - 0.406f) / 0.225f);
  }

  @Test
  void anImageOfOneLineNeedsNoMoreMemoryThanAnother() {
    RgbImage line = new RgbImage(1 << 22, 1, new byte[(1 << 22) * RgbImage.CHANNELS]);

    assertThat(ImageTensor.of(line).capacity()).isEqualTo(3 * 224 * 224 * Float.BYTES);
  }

  private static String sha256(ByteBuffer tensor) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(tensor);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
