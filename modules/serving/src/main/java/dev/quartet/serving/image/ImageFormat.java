package dev.quartet.serving.image;

import java.util.Arrays;

/** The formats that are read. */
enum ImageFormat {
  JPEG(0xFF, 0xD8, 0xFF),
  PNG(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');

  private final byte[] signature;

  ImageFormat(int... signature) {
    this.signature = new byte[signature.length];
    for (int i = 0; i < signature.length; i++) {
      this.signature[i] = (byte) signature[i];
    }
  }

  /**
   * The format of an image, by its first bytes, whatever it was called.
   *
   * @throws BadImage if it is of neither
   */
  static ImageFormat of(byte[] image) {
    for (ImageFormat format : values()) {
      int length = format.signature.length;
      if (image.length > length && Arrays.equals(image, 0, length, format.signature, 0, length)) {
        return format;
      }
    }
    throw new BadImage("The body is no JPEG and no PNG image.");
  }
}
