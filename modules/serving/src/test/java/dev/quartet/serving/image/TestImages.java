package dev.quartet.serving.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The images beside the ResNet-50, and such as a test makes. */
final class TestImages {

  static final PixelLimit LIMIT = new PixelLimit(1 << 24);

  private static final Path FOLDER = repository().resolve("loadtest/models/resnet50/images");
  private static final Pattern ENTRY =
      Pattern.compile("\"([^\"]+)\": \\{\\s+\"sha256\": \"([0-9a-f]{64})\"");

  private TestImages() {}

  private static Path repository() {
    @Nullable Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("loadtest"))) {
      folder = folder.getParent();
    }
    return Objects.requireNonNull(folder, "the tests run within the repository");
  }

  /** The SHA-256 of the tensor that torchvision makes of each image, by the image's name. */
  static Map<String, String> tensorDigests() {
    Map<String, String> digests = new TreeMap<>();
    Matcher entries = ENTRY.matcher(new String(bytes("tensors.json"), StandardCharsets.US_ASCII));
    while (entries.find()) {
      digests.put(entries.group(1), entries.group(2));
    }
    return digests;
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RgbImage decoded(byte[] image) {
    return switch (ImageFormat.of(image)) {
      case JPEG -> JpegDecoder.decode(image, LIMIT);
      case PNG -> PngDecoder.decode(image, LIMIT);
    };
  }

  /** A PNG image with this header, and data that is none. */
  static byte[] png(int width, int height, int bits, int colour) {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    image.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    image.writeBytes(
        chunk(
            "IHDR",
            ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) bits)
                .put((byte) colour)
                .array()));
    image.writeBytes(chunk("IDAT", new byte[20]));
    image.writeBytes(chunk("IEND", new byte[0]));
    return image.toByteArray();
  }

  static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) checksum.getValue())
        .array();
  }

  /** Where the frame of a JPEG image begins, with its marker. */
  static int frame(byte[] jpeg) {
    for (int i = 2; i + 1 < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xFF && (jpeg[i + 1] == (byte) 0xC0 || jpeg[i + 1] == (byte) 0xC2)) {
        return i;
      }
    }
    throw new IllegalArgumentException("there is no frame");
  }
}
