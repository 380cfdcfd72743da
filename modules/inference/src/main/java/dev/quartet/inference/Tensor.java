package dev.quartet.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A named tensor: a shape and the elements in row-major order, little-endian. {@link
 * Datatype#BYTES} has for each element its length in four bytes, then its bytes. The content is
 * neither copied nor guarded: who made the buffer leaves it as it is.
 */
public final class Tensor {

  private static final int LENGTH_BYTES = Integer.BYTES;

  private final String name;
  private final Datatype datatype;
  private final long[] shape;
  private final int elements;
  private final ByteBuffer content;

  /**
   * @param shape dimensions of 0 or more; empty for a scalar
   * @param content the bytes from its position to its limit; direct ones need no copy when run
   * @throws BadTensors if the shape is none, or the content is not what shape and datatype call for
   */
  public Tensor(String name, Datatype datatype, long[] shape, ByteBuffer content) {
    this.name = name;
    this.datatype = datatype;
    this.shape = shape.clone();
    this.content = content.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.elements = elements(name, this.shape);
    requireContent();
  }

  /**
   * A tensor of {@link Datatype#BYTES}.
   *
   * @throws BadTensors if the shape is none, or has another number of elements
   */
  public static Tensor ofBytes(String name, long[] shape, List<byte[]> elements) {
    long size = 0;
    for (byte[] element : elements) {
      size += LENGTH_BYTES + element.length;
    }
    requireSize(name, size);
    ByteBuffer content = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    for (byte[] element : elements) {
      content.putInt(element.length).put(element);
    }
    return new Tensor(name, Datatype.BYTES, shape, content.flip());
  }

  /**
   * Zeros and empty texts, with 1 for every dimension that is free.
   *
   * @throws BadTensors if that is too large
   */
  static Tensor zeros(TensorType type) {
    long[] shape = type.shape().stream().mapToLong(size -> size == -1 ? 1 : size).toArray();
    long elementBytes =
        type.datatype() == Datatype.BYTES ? LENGTH_BYTES : type.datatype().byteSize();
    long size = elements(type.name(), shape) * elementBytes;
    requireSize(type.name(), size);
    return new Tensor(type.name(), type.datatype(), shape, ByteBuffer.allocateDirect((int) size));
  }

  public String name() {
    return name;
  }

  public Datatype datatype() {
    return datatype;
  }

  /** The dimensions; the caller's own. */
  public long[] shape() {
    return shape.clone();
  }

  /** How many elements the shape has. */
  public int elements() {
    return elements;
  }

  /**
   * The elements, from position 0 to the limit, little-endian; a view with a position of its own.
   */
  public ByteBuffer content() {
    return content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The elements of a tensor of {@link Datatype#BYTES}, copied.
   *
   * @throws IllegalStateException if it has another datatype
   */
  public List<byte[]> bytesElements() {
    if (datatype != Datatype.BYTES) {
      throw new IllegalStateException("The tensor '" + name + "' is " + datatype + ", not BYTES");
    }
    List<byte[]> all = new ArrayList<>(elements);
    ByteBuffer rest = content();
    while (rest.hasRemaining()) {
      byte[] element = new byte[rest.getInt()];
      rest.get(element);
      all.add(element);
    }
    return all;
  }

  @Override
  public String toString() {
    return name + " " + datatype + " " + Arrays.toString(shape);
  }

  private static int elements(String name, long[] shape) {
    long elements = 1;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new BadTensors(
            name, "has the shape " + Arrays.toString(shape) + ": no dimension may be negative");
      }
    }
    for (long dimension : shape) {
      // Both factors are below 2^31 or the product is refused, so it can't overflow.
      if (dimension > Integer.MAX_VALUE || elements * dimension > Integer.MAX_VALUE) {
        throw new BadTensors(
            name,
            "has the shape " + Arrays.toString(shape) + ": at most 2^31 - 1 elements are taken");
      }
      elements *= dimension;
    }
    return (int) elements;
  }

  private static void requireSize(String name, long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw new BadTensors(name, "has " + bytes + " bytes: at most 2^31 - 1 are taken");
    }
  }

  private void requireContent() {
    if (datatype == Datatype.BYTES) {
      requireBytes();
      return;
    }
    long expected = (long) elements * datatype.byteSize();
    if (content.remaining() != expected) {
      throw new BadTensors(
          name,
          "has %d bytes, and %s %s takes %d"
              .formatted(content.remaining(), datatype, Arrays.toString(shape), expected));
    }
    if (datatype == Datatype.BOOL) {
      requireBooleans();
    }
  }

  private void requireBytes() {
    ByteBuffer rest = content();
    for (int i = 0; i < elements; i++) {
      int length = rest.remaining() < LENGTH_BYTES ? -1 : rest.getInt();
      if (length < 0 || length > rest.remaining()) {
        throw new BadTensors(
            name,
            "has %d bytes, which end in element %d of %d".formatted(content.limit(), i, elements));
      }
      rest.position(rest.position() + length);
    }
    if (rest.hasRemaining()) {
      throw new BadTensors(
          name, "has %d bytes after its %d elements".formatted(rest.remaining(), elements));
    }
  }

  private void requireBooleans() {
    for (int i = 0; i < elements; i++) {
      byte value = content.get(i);
      if (value != 0 && value != 1) {
        throw new BadTensors(name, "has %d as element %d: BOOL is 0 or 1".formatted(value, i));
      }
    }
  }
}
