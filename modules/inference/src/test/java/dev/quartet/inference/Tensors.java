package dev.quartet.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Tensors from Java's values and back. */
final class Tensors {

  private Tensors() {}

  static Tensor floats(String name, long[] shape, float... values) {
    ByteBuffer content = littleEndian(values.length * Float.BYTES);
    content.asFloatBuffer().put(values);
    return new Tensor(name, Datatype.FP32, shape, content);
  }

  static float[] floats(Tensor tensor) {
    FloatBuffer content = tensor.content().asFloatBuffer();
    float[] values = new float[content.remaining()];
    content.get(values);
    return values;
  }

  static Tensor longs(String name, long[] shape, long... values) {
    ByteBuffer content = littleEndian(values.length * Long.BYTES);
    content.asLongBuffer().put(values);
    return new Tensor(name, Datatype.INT64, shape, content);
  }

  static long[] longs(Tensor tensor) {
    LongBuffer content = tensor.content().asLongBuffer();
    long[] values = new long[content.remaining()];
    content.get(values);
    return values;
  }

  static Tensor texts(String name, long[] shape, String... values) {
    return Tensor.ofBytes(
        name,
        shape,
        Stream.of(values).map(value -> value.getBytes(StandardCharsets.UTF_8)).toList());
  }

  static List<String> texts(Tensor tensor) {
    return tensor.bytesElements().stream()
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  static byte[] bytes(Tensor tensor) {
    ByteBuffer content = tensor.content();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
