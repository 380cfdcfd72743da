package dev.quartet.serving.image;

/**
 * How large an image may be. A small file may state dimensions that take gigabytes to decode, so
 * they are held to it before.
 */
record PixelLimit(int pixels) {

  static final String KEY = "quartet.serving.image.max-pixels";

  /** An array holds no more samples. */
  private static final int MOST = Integer.MAX_VALUE / RgbImage.CHANNELS - 8;

  /**
   * @throws IllegalArgumentException if no image could be held to it
   */
  PixelLimit {
    if (pixels < 1 || pixels > MOST) {
      throw new IllegalArgumentException(
          "%s: expected a number from 1 to %d, got %d".formatted(KEY, MOST, pixels));
    }
  }

  /**
   * @throws BadImage if there are more pixels, or none
   */
  void require(long width, long height) {
    if (width <= 0 || height <= 0) {
      throw new BadImage("The image has no pixels: it states %d x %d.".formatted(width, height));
    }
    if (width * height > pixels) {
      throw new BadImage(
          "The image has %d x %d pixels; at most %d are taken (%s). Send it smaller."
              .formatted(width, height, pixels, KEY));
    }
  }
}
