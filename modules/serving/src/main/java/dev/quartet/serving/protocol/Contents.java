package dev.quartet.serving.protocol;

import dev.quartet.inference.Datatype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Takes the elements of a tensor as they come, little-endian. What it holds grows with what came,
 * not with what a shape claims.
 */
public final class Contents {

  private static final int FIRST_BYTES = 64 * 1024;
  private static final int LEAST_DIRECT_BYTES = 16 * 1024;

  private final int mostBytes;
  private ByteBuffer buffer;

  /**
   * @param expectedBytes how many there will be if the request is right
   * @param mostBytes how many there can be
   */
  private Contents(long expectedBytes, int mostBytes) {
    this.mostBytes = mostBytes;
    this.buffer = buffer((int) Math.min(Math.min(expectedBytes, FIRST_BYTES), mostBytes));
  }

  /** Elements that lie in a body, which nobody changes; only many are copied. */
  public static ByteBuffer of(byte[] body, int start, int length) {
    return length < LEAST_DIRECT_BYTES
        ? ByteBuffer.wrap(body, start, length)
        : buffer(length).put(body, start, length).flip();
  }

  /**
   * For the elements of a tensor.
   *
   * @throws Refusal if that is more than a tensor holds
   */
  public static Contents of(Datatype datatype, Shape shape, Place place) {
    if (datatype == Datatype.BYTES) {
      return new Contents((long) shape.elements() * Integer.BYTES, Integer.MAX_VALUE);
    }
    long bytes = (long) shape.elements() * datatype.byteSize();
    if (bytes > Integer.MAX_VALUE) {
      throw Refusal.at(place, "%s %s would be more than 2 GB.".formatted(datatype, shape));
    }
    return new Contents(bytes, (int) bytes);
  }

  /** The buffer to put into, with room for so many bytes. */
  public ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      grow(bytes);
    }
    return buffer;
  }

  /** How many bytes came so far. */
  public int size() {
    return buffer.position();
  }

  /** Forgets what came after the first bytes. */
  public void cut(int bytes) {
    buffer.position(bytes);
  }

  private void grow(int bytes) {
    long needed = (long) buffer.position() + bytes;
    if (needed > mostBytes) {
      throw new IllegalStateException("more elements came than there was room for");
    }
    long doubled = Math.max(needed, 2L * buffer.capacity());
    buffer = buffer((int) Math.min(doubled, mostBytes)).put(buffer.flip());
  }

  /** What came, from the first byte on. */
  public ByteBuffer finished() {
    return buffer.flip();
  }

  /**
   * ONNX Runtime reads a direct buffer where it lies. Making a small one takes longer than a copy.
   */
  private static ByteBuffer buffer(int bytes) {
    ByteBuffer made =
        bytes < LEAST_DIRECT_BYTES ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
    return made.order(ByteOrder.LITTLE_ENDIAN);
  }
}
