package dev.quartet.serving.image;

import java.io.ByteArrayOutputStream;

/**
 * A JPEG image as its markers describe it.
 *
 * @param components 1 is grey, 3 is colour
 * @param colour whether the three components are luminance and two of colour; else they are red,
 *     green and blue
 * @param plain the image without what is no picture: metadata, previews and colour profiles
 */
@SuppressWarnings("ArrayRecordComponent") // A value for one call, never compared.
record Jpeg(int width, int height, int components, boolean colour, byte[] plain) {

  private static final int START_OF_IMAGE_BYTES = 2;
  private static final int SOF_BASELINE = 0xC0;
  private static final int SOF_PROGRESSIVE = 0xC2;
  private static final int SOF_LAST = 0xCF;
  private static final int DEFINE_HUFFMAN = 0xC4;
  private static final int JPEG_RESERVED = 0xC8;
  private static final int DEFINE_ARITHMETIC = 0xCC;
  private static final int START_OF_SCAN = 0xDA;
  private static final int APP_0 = 0xE0;
  private static final int APP_ADOBE = 0xEE;
  private static final int APP_LAST = 0xEF;
  private static final int COMMENT = 0xFE;

  /** Files have about ten; each goes over the whole image, however small it is in the file. */
  private static final int MOST_SCANS = 100;

  /**
   * Reads the markers before the picture's data.
   *
   * @throws BadImage if it is damaged, of a kind that is not read, or above the limit
   */
  static Jpeg read(byte[] image, PixelLimit limit) {
    return new Reader(image, limit).read();
  }

  /** Goes from marker to marker. */
  private static final class Reader {

    private final byte[] image;
    private final PixelLimit limit;
    private final ByteArrayOutputStream plain;

    private int width;
    private int height;
    private int components;
    private int firstId;
    private boolean jfif;
    private int adobeTransform = -1;

    Reader(byte[] image, PixelLimit limit) {
      this.image = image;
      this.limit = limit;
      this.plain = new ByteArrayOutputStream(image.length);
    }

    Jpeg read() {
      plain.write(image, 0, START_OF_IMAGE_BYTES);
      int position = START_OF_IMAGE_BYTES;
      while (true) {
        if (at(position) != 0xFF) {
          throw damaged();
        }
        int marker = at(position + 1);
        if (marker == 0xFF) {
          // A fill byte before the marker.
          position++;
          continue;
        }
        if (marker == START_OF_SCAN) {
          return finished(position);
        }
        int length = at(position + 2) << 8 | at(position + 3);
        int end = position + 2 + length;
        if (length < 2 || end > image.length) {
          throw damaged();
        }
        segment(marker, position + 4, end - position - 4);
        if (isKept(marker)) {
          plain.write(image, position, end - position);
        }
        position = end;
      }
    }

    private int at(int position) {
      if (position >= image.length) {
        throw damaged();
      }
      return image[position] & 0xFF;
    }

    private static boolean isKept(int marker) {
      boolean application = marker >= APP_0 && marker <= APP_LAST;
      return marker == APP_0 || marker == APP_ADOBE || (!application && marker != COMMENT);
    }

    private void segment(int marker, int start, int length) {
      if (marker == APP_0 && startsWith("JFIF\0", start, length)) {
        jfif = true;
      } else if (marker == APP_ADOBE && length >= 12 && startsWith("Adobe", start, length)) {
        adobeTransform = at(start + 11);
      } else if (isFrame(marker)) {
        frame(marker, start, length);
      }
    }

    private boolean startsWith(String text, int start, int length) {
      if (length < text.length()) {
        return false;
      }
      for (int i = 0; i < text.length(); i++) {
        if (at(start + i) != text.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    private static boolean isFrame(int marker) {
      return marker >= SOF_BASELINE
          && marker <= SOF_LAST
          && marker != DEFINE_HUFFMAN
          && marker != JPEG_RESERVED
          && marker != DEFINE_ARITHMETIC;
    }

    private void frame(int marker, int start, int length) {
      if (length < 6 || components != 0) {
        throw damaged();
      }
      int bits = at(start);
      if (marker > SOF_PROGRESSIVE || bits != 8) {
        throw new BadImage(
            "The JPEG image is lossless, coded arithmetically or has more than 8 bits a sample:"
                + " save it as baseline or progressive JPEG, or as PNG.");
      }
      height = at(start + 1) << 8 | at(start + 2);
      width = at(start + 3) << 8 | at(start + 4);
      limit.require(width, height);
      components = at(start + 5);
      if (components != 1 && components != RgbImage.CHANNELS) {
        throw new BadImage(
            "The JPEG image has %d components, as those in CMYK: save it as RGB or grey."
                .formatted(components));
      }
      if (length < 6 + 3 * components) {
        throw damaged();
      }
      firstId = at(start + 6);
    }

    private Jpeg finished(int firstScan) {
      if (components == 0) {
        throw damaged();
      }
      int scans = 0;
      for (int i = firstScan; i + 1 < image.length; i++) {
        if (image[i] == (byte) 0xFF && image[i + 1] == (byte) START_OF_SCAN) {
          scans++;
        }
      }
      if (scans > MOST_SCANS) {
        throw new BadImage(
            "The JPEG image has %d scans; at most %d are read.".formatted(scans, MOST_SCANS));
      }
      plain.write(image, firstScan, image.length - firstScan);
      return new Jpeg(width, height, components, isColour(), plain.toByteArray());
    }

    /** As libjpeg tells, and with it Pillow: by JFIF, else by Adobe's marker, else by the ids. */
    private boolean isColour() {
      if (components == 1) {
        return false;
      }
      if (jfif) {
        return true;
      }
      return adobeTransform >= 0 ? adobeTransform != 0 : firstId != 'R';
    }

    private static BadImage damaged() {
      return new BadImage("The JPEG image is damaged or cut off.");
    }
  }
}
