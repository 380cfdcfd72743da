package dev.quartet.serving.image;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG as Pillow does, to the bit: both have libjpeg's accurate integer transform and its
 * smooth upsampling. The JDK's is asked for the components as they are, and they are made red,
 * green and blue here, because it guesses by other rules than libjpeg which of them they are, and
 * would apply colour profiles.
 */
final class JpegDecoder {

  private static final int BITS = 16;
  private static final int HALF = 1 << (BITS - 1);
  private static final int MIDDLE = 128;

  private JpegDecoder() {}

  /**
   * @throws BadImage if it is damaged, of a kind that is not read, or above the limit
   */
  static RgbImage decode(byte[] image, PixelLimit limit) {
    Jpeg jpeg = Jpeg.read(image, limit);
    Raster raster = ImageIoReader.read("jpeg", jpeg.plain(), JpegDecoder::raster);
    if (raster.getWidth() != jpeg.width()
        || raster.getHeight() != jpeg.height()
        || raster.getNumBands() != jpeg.components()) {
      throw new BadImage("The JPEG image is damaged: it has two sizes.");
    }
    byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
    if (jpeg.components() == 1) {
      samples = Samples.ofGrey(samples);
    } else if (jpeg.colour()) {
      toRgb(samples);
    }
    return new RgbImage(jpeg.width(), jpeg.height(), samples);
  }

  private static Raster raster(ImageReader reader) throws java.io.IOException {
    AtomicReference<@Nullable String> warning = new AtomicReference<>();
    reader.addIIOReadWarningListener((_, text) -> warning.compareAndSet(null, text));
    Raster raster = reader.readRaster(0, null);
    // What can't be decoded is grey then, and Pillow refuses the image.
    if (warning.get() != null) {
      throw new BadImage("The JPEG image is damaged or cut off: " + warning.get());
    }
    return raster;
  }

  /** With libjpeg's fixed-point numbers. */
  private static void toRgb(byte[] samples) {
    for (int i = 0; i < samples.length; i += RgbImage.CHANNELS) {
      int luminance = samples[i] & 0xFF;
      int blue = (samples[i + 1] & 0xFF) - MIDDLE;
      int red = (samples[i + 2] & 0xFF) - MIDDLE;
      samples[i] = Samples.clamped(luminance + ((fixed(1.402) * red + HALF) >> BITS));
      samples[i + 1] =
          Samples.clamped(
              luminance + ((-fixed(0.34414) * blue + HALF - fixed(0.71414) * red) >> BITS));
      samples[i + 2] = Samples.clamped(luminance + ((fixed(1.772) * blue + HALF) >> BITS));
    }
  }

  private static int fixed(double number) {
    return (int) (number * (1 << BITS) + 0.5);
  }
}
