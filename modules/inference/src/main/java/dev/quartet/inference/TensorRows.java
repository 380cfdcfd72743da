package dev.quartet.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests as rows of common tensors: the first dimension of each tensor counts them. */
final class TensorRows {

  private TensorRows() {}

  /**
   * How many rows the tensors of a request have; 1 if they have none, or each another number, so
   * that they are one whole.
   */
  static int of(List<Tensor> tensors) {
    return areRows(tensors) ? (int) tensors.getFirst().shape()[0] : 1;
  }

  /** Whether all have the same number of rows, at least one. */
  static boolean areRows(List<Tensor> tensors) {
    if (tensors.isEmpty()) {
      return false;
    }
    long rows = -1;
    for (Tensor tensor : tensors) {
      long[] shape = tensor.shape();
      if (shape.length == 0
          || shape[0] < 1
          || rows != -1 && shape[0] != rows
          || tensor.datatype() == Datatype.BYTES) {
        return false;
      }
      rows = shape[0];
    }
    return true;
  }

  /** Whether rows of both can lie in the same tensors. */
  static boolean fit(List<Tensor> some, List<Tensor> others) {
    if (some.size() != others.size()) {
      return false;
    }
    Map<String, Tensor> byName = byName(others);
    for (Tensor tensor : some) {
      Tensor other = byName.get(tensor.name());
      if (other == null
          || other.datatype() != tensor.datatype()
          || !Arrays.equals(rowShape(tensor), rowShape(other))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The rows of all requests, in their order.
   *
   * @param requests at least one, which fit each other
   */
  static List<Tensor> joined(List<List<Tensor>> requests) {
    List<Map<String, Tensor>> byName = requests.stream().map(TensorRows::byName).toList();
    List<Tensor> joined = new ArrayList<>();
    for (Tensor first : requests.getFirst()) {
      joined.add(
          concatenated(
              byName.stream().map(tensors -> tensors.getOrDefault(first.name(), first)).toList()));
    }
    return joined;
  }

  private static Tensor concatenated(List<Tensor> parts) {
    long rows = 0;
    long bytes = 0;
    for (Tensor part : parts) {
      rows += part.shape()[0];
      bytes += part.content().remaining();
    }
    Tensor first = parts.getFirst();
    long[] shape = first.shape();
    shape[0] = rows;
    ByteBuffer content =
        ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    for (Tensor part : parts) {
      content.put(part.content());
    }
    return new Tensor(first.name(), first.datatype(), shape, content.flip());
  }

  /**
   * Some of the rows of tensors; their contents are not copied.
   *
   * @throws IllegalArgumentException if a tensor has another number of rows
   */
  static List<Tensor> part(List<Tensor> tensors, int firstRow, int rows, int allRows) {
    List<Tensor> part = new ArrayList<>(tensors.size());
    for (Tensor tensor : tensors) {
      long[] shape = tensor.shape();
      if (shape.length == 0 || shape[0] != allRows) {
        throw new IllegalArgumentException(
            "The output %s does not have %d rows".formatted(tensor, allRows));
      }
      int rowBytes = tensor.content().remaining() / allRows;
      shape[0] = rows;
      part.add(
          new Tensor(
              tensor.name(),
              tensor.datatype(),
              shape,
              tensor.content().slice(firstRow * rowBytes, rows * rowBytes)));
    }
    return part;
  }

  /** One row of zeros that fits the request. */
  static List<Tensor> zeros(List<Tensor> request) {
    List<Tensor> zeros = new ArrayList<>(request.size());
    for (Tensor tensor : request) {
      long[] shape = tensor.shape();
      int rowBytes = tensor.content().remaining() / (int) shape[0];
      shape[0] = 1;
      zeros.add(
          new Tensor(tensor.name(), tensor.datatype(), shape, ByteBuffer.allocateDirect(rowBytes)));
    }
    return zeros;
  }

  /** Whether all elements are zero. */
  static boolean areZero(List<Tensor> tensors) {
    for (Tensor tensor : tensors) {
      ByteBuffer content = tensor.content();
      while (content.hasRemaining()) {
        if (content.get() != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static Map<String, Tensor> byName(List<Tensor> tensors) {
    Map<String, Tensor> byName = new HashMap<>();
    for (Tensor tensor : tensors) {
      byName.put(tensor.name(), tensor);
    }
    return byName;
  }

  private static long[] rowShape(Tensor tensor) {
    long[] shape = tensor.shape();
    return Arrays.copyOfRange(shape, Math.min(1, shape.length), shape.length);
  }
}
