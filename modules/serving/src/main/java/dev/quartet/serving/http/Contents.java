package dev.quartet.serving.http;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Takes the elements of a tensor as they come, little-endian. What it holds grows with what came,
 * not with what a shape claims.
 */
final class Contents {

  private static final int FIRST_BYTES = 64 * 1024;

  private final int mostBytes;
  private ByteBuffer buffer;

  /**
   * @param expectedBytes how many there will be if the request is right
   * @param mostBytes how many there can be
   */
  Contents(long expectedBytes, int mostBytes) {
    this.mostBytes = mostBytes;
    this.buffer = direct((int) Math.min(Math.min(expectedBytes, FIRST_BYTES), mostBytes));
  }

  /** The buffer to put into, with room for so many bytes. */
  ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      grow(bytes);
    }
    return buffer;
  }

  private void grow(int bytes) {
    long needed = (long) buffer.position() + bytes;
    if (needed > mostBytes) {
      throw new IllegalStateException("more elements came than there was room for");
    }
    long doubled = Math.max(needed, 2L * buffer.capacity());
    buffer = direct((int) Math.min(doubled, mostBytes)).put(buffer.flip());
  }

  /** What came, from the first byte on. */
  ByteBuffer finished() {
    return buffer.flip();
  }

  private static ByteBuffer direct(int bytes) {
    // ONNX Runtime reads a direct buffer where it lies.
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
