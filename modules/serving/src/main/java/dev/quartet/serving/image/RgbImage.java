package dev.quartet.serving.image;

/**
 * A decoded image.
 *
 * @param samples row by row, red, green and blue of a pixel together; one byte each, unsigned
 */
@SuppressWarnings("ArrayRecordComponent") // A value for one call, never compared.
record RgbImage(int width, int height, byte[] samples) {

  static final int CHANNELS = 3;

  RgbImage {
    if (samples.length != width * height * CHANNELS) {
      throw new IllegalArgumentException(
          "%d x %d pixels have %d samples".formatted(width, height, samples.length));
    }
  }
}
