package dev.quartet.serving.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Decodes PNG as Pillow does and makes it RGB: transparency is dropped, and gamma not applied. */
final class PngDecoder {

  private PngDecoder() {}

  /**
   * @throws BadImage if it is damaged, of a kind that is not read, or above the limit
   */
  static RgbImage decode(byte[] image, PixelLimit limit) {
    Png png = Png.read(image, limit);
    return ImageIoReader.read("png", png.plain(), reader -> rgb(reader.read(0)));
  }

  private static RgbImage rgb(BufferedImage image) {
    Raster raster = image.getRaster();
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] samples = new byte[width * height * RgbImage.CHANNELS];
    int bands = raster.getNumBands();
    int[] row = new int[width * bands];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      int start = y * width * RgbImage.CHANNELS;
      if (image.getColorModel() instanceof IndexColorModel palette) {
        byPalette(row, palette, samples, start);
      } else {
        byBands(row, bands, samples, start);
      }
    }
    return new RgbImage(width, height, samples);
  }

  /** Grey of fewer than 8 bits has a palette too. */
  private static void byPalette(int[] row, IndexColorModel palette, byte[] samples, int start) {
    int i = start;
    for (int index : row) {
      if (index >= palette.getMapSize()) {
        throw new BadImage("The PNG image is damaged: it has colours that its palette has not.");
      }
      samples[i++] = (byte) palette.getRed(index);
      samples[i++] = (byte) palette.getGreen(index);
      samples[i++] = (byte) palette.getBlue(index);
    }
  }

  /** Grey, grey with transparency, colour, or colour with transparency. */
  private static void byBands(int[] row, int bands, byte[] samples, int start) {
    int step = bands < RgbImage.CHANNELS ? 0 : 1;
    int i = start;
    for (int pixel = 0; pixel < row.length; pixel += bands) {
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        samples[i++] = (byte) row[pixel + channel * step];
      }
    }
  }
}
