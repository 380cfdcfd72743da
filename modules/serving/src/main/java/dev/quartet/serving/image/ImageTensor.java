package dev.quartet.serving.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What torchvision makes of an image for a model that was trained on ImageNet: {@code Resize(256)},
 * {@code CenterCrop(224)}, {@code ToTensor()} and {@code Normalize} with ImageNet's mean and
 * deviation, on an image of Pillow.
 */
final class ImageTensor {

  /** Rows and columns of the result. */
  static final int SIDE = 224;

  private static final int SHORT_SIDE = 256;
  private static final int PLANE = SIDE * SIDE;
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
  private static final float[][] NORMALIZED = normalized();

  private ImageTensor() {}

  private static float[][] normalized() {
    float[][] all = new float[RgbImage.CHANNELS][256];
    for (int channel = 0; channel < all.length; channel++) {
      for (int sample = 0; sample < all[channel].length; sample++) {
        all[channel][sample] = (sample / 255f - MEAN[channel]) / DEVIATION[channel];
      }
    }
    return all;
  }

  /** The planes red, green and blue, row by row: floats, little-endian, direct. */
  static ByteBuffer of(RgbImage image) {
    Resampling columns = resampling(image.width(), image.height());
    Resampling rows = resampling(image.height(), image.width());
    byte[] narrow = narrowed(image, columns, rows);
    ByteBuffer tensor =
        ByteBuffer.allocateDirect(RgbImage.CHANNELS * PLANE * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    int line = SIDE * RgbImage.CHANNELS;
    for (int y = 0; y < SIDE; y++) {
      for (int i = 0; i < line; i++) {
        int channel = i % RgbImage.CHANNELS;
        int sample = rows.sample(y, narrow, i - rows.begin() * line, line) & 0xFF;
        int place = channel * PLANE + y * SIDE + i / RgbImage.CHANNELS;
        tensor.putFloat(place * Float.BYTES, NORMALIZED[channel][sample]);
      }
    }
    return tensor;
  }

  /** For the crop in the middle of a side, when the shorter one is made {@link #SHORT_SIDE}. */
  private static Resampling resampling(int side, int otherSide) {
    long newSide = side <= otherSide ? SHORT_SIDE : (long) ((double) SHORT_SIDE * side / otherSide);
    // Half of an odd margin is rounded to an even number, as Python does.
    long start = (long) Math.rint((newSide - SIDE) / 2.0);
    return Resampling.of(side, newSide, start, SIDE);
  }

  /** The rows of the image that are needed, resized to the columns that are. */
  private static byte[] narrowed(RgbImage image, Resampling columns, Resampling rows) {
    int height = rows.end() - rows.begin();
    byte[] narrow = new byte[height * SIDE * RgbImage.CHANNELS];
    int i = 0;
    for (int y = rows.begin(); y < rows.end(); y++) {
      int start = y * image.width() * RgbImage.CHANNELS;
      for (int x = 0; x < SIDE; x++) {
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
          narrow[i++] = columns.sample(x, image.samples(), start + channel, RgbImage.CHANNELS);
        }
      }
    }
    return narrow;
  }
}
