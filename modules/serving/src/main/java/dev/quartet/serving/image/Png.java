package dev.quartet.serving.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A PNG image as its chunks describe it.
 *
 * @param plain the image without what is no picture, and without transparency but for a channel of
 *     it
 */
@SuppressWarnings("ArrayRecordComponent") // A value for one call, never compared.
record Png(int width, int height, byte[] plain) {

  private static final int SIGNATURE_BYTES = 8;
  private static final int HEADER_BYTES = 13;

  /** Length, type and checksum. */
  private static final int AROUND_DATA_BYTES = 12;

  private static final String HEADER = "IHDR";
  private static final String DATA = "IDAT";
  private static final String END = "IEND";
  private static final Set<String> KEPT = Set.of(HEADER, "PLTE", DATA, END);

  /**
   * Reads the chunks.
   *
   * @throws BadImage if it is damaged, of a kind that is not read, or above the limit
   */
  static Png read(byte[] image, PixelLimit limit) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(image.length);
    plain.write(image, 0, SIGNATURE_BYTES);
    ByteBuffer rest = ByteBuffer.wrap(image).position(SIGNATURE_BYTES);
    int width = 0;
    int height = 0;
    boolean data = false;
    String type = "";
    while (!type.equals(END)) {
      ByteBuffer chunk = chunk(rest);
      type = type(chunk);
      if (type.equals(HEADER) == (width > 0)) {
        // The first chunk is the header, and no other.
        throw damaged();
      }
      if (type.equals(HEADER)) {
        width = chunk.getInt(SIGNATURE_BYTES);
        height = chunk.getInt(SIGNATURE_BYTES + Integer.BYTES);
        requireTaken(chunk, width, height, limit);
      }
      data |= type.equals(DATA);
      if (KEPT.contains(type)) {
        requireChecksum(chunk);
        plain.write(chunk.array(), chunk.arrayOffset(), chunk.capacity());
      }
    }
    if (!data) {
      throw damaged();
    }
    return new Png(width, height, plain.toByteArray());
  }

  private static ByteBuffer chunk(ByteBuffer rest) {
    int length = rest.remaining() < AROUND_DATA_BYTES ? -1 : rest.getInt(rest.position());
    if (length < 0 || length > rest.remaining() - AROUND_DATA_BYTES) {
      throw damaged();
    }
    int bytes = AROUND_DATA_BYTES + length;
    ByteBuffer chunk = rest.slice(rest.position(), bytes);
    rest.position(rest.position() + bytes);
    return chunk;
  }

  private static String type(ByteBuffer chunk) {
    byte[] type = new byte[Integer.BYTES];
    chunk.get(Integer.BYTES, type);
    return new String(type, StandardCharsets.ISO_8859_1);
  }

  private static void requireTaken(ByteBuffer chunk, int width, int height, PixelLimit limit) {
    if (chunk.capacity() != AROUND_DATA_BYTES + HEADER_BYTES) {
      throw damaged();
    }
    limit.require(width, height);
    if (chunk.get(SIGNATURE_BYTES + 2 * Integer.BYTES) > 8) {
      throw new BadImage("The PNG image has 16 bits a sample: save it with 8.");
    }
  }

  private static void requireChecksum(ByteBuffer chunk) {
    CRC32 checksum = new CRC32();
    int end = chunk.capacity() - Integer.BYTES;
    checksum.update(chunk.slice(Integer.BYTES, end - Integer.BYTES));
    if ((int) checksum.getValue() != chunk.getInt(end)) {
      throw damaged();
    }
  }

  private static BadImage damaged() {
    return new BadImage("The PNG image is damaged or cut off.");
  }
}
