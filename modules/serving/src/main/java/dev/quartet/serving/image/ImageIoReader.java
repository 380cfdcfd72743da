package dev.quartet.serving.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The JDK's decoders, which are loaded when the first image comes. */
final class ImageIoReader {

  private ImageIoReader() {}

  /**
   * Reads the first image.
   *
   * @param format the JDK's name of it
   * @throws BadImage if the decoder fails
   */
  static <T> T read(String format, byte[] image, Reading<T> reading) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(image))) {
      reader.setInput(input, true, true);
      return reading.read(reader);
    } catch (BadImage e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // On a damaged image the decoders throw whatever it leads to.
      throw new BadImage(
          "The %s image is damaged or cut off.".formatted(format.toUpperCase(Locale.ROOT)), e);
    } finally {
      reader.dispose();
    }
  }

  /** What is asked of a decoder. */
  @FunctionalInterface
  interface Reading<T> {
    T read(ImageReader reader) throws IOException;
  }
}
