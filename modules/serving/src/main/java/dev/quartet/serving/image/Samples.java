package dev.quartet.serving.image;

/** Samples of 8 bits. */
final class Samples {

  private Samples() {}

  /** The nearest sample to a number. */
  static byte clamped(int number) {
    return (byte) Math.clamp(number, 0, 255);
  }

  /** Grey as three equal samples. */
  static byte[] ofGrey(byte[] grey) {
    byte[] samples = new byte[grey.length * RgbImage.CHANNELS];
    for (int i = 0; i < grey.length; i++) {
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        samples[i * RgbImage.CHANNELS + channel] = grey[i];
      }
    }
    return samples;
  }
}
