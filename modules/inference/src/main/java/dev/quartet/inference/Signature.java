package dev.quartet.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model takes and gives, read from its metadata.
 *
 * @param outputs those that are tensors of a type that the protocol has
 * @param leftOut the others, by name and type
 */
record Signature(Map<String, Side> inputs, Map<String, Side> outputs, List<String> leftOut) {

  /**
   * @throws BadModel if an input, or every output, is nothing that the protocol has a name for
   */
  static Signature of(String place, OrtSession session) throws OrtException {
    Map<String, Side> inputs = new LinkedHashMap<>();
    for (NodeInfo node : session.getInputInfo().values()) {
      Side side = Side.of(node);
      if (side == null) {
        throw new BadModel(
            "The input '%s' of %s is %s: export it as a tensor of one of %s"
                .formatted(node.getName(), place, told(node), Arrays.toString(Datatype.values())));
      }
      inputs.put(node.getName(), side);
    }
    Map<String, Side> outputs = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    for (NodeInfo node : session.getOutputInfo().values()) {
      Side side = Side.of(node);
      if (side == null) {
        leftOut.add(node.getName() + " " + told(node));
      } else {
        outputs.put(node.getName(), side);
      }
    }
    if (outputs.isEmpty()) {
      throw new BadModel(
          "%s gives %s: export one output as a tensor of one of %s"
              .formatted(place, leftOut, Arrays.toString(Datatype.values())));
    }
    return new Signature(inputs, outputs, leftOut);
  }

  /**
   * @throws BadTensors if they are not what the model takes
   */
  void requireInputs(List<Tensor> tensors) {
    Set<String> given = new HashSet<>();
    Map<String, Long> named = new HashMap<>();
    for (Tensor tensor : tensors) {
      Side side = inputs.get(tensor.name());
      if (side == null) {
        throw new BadTensors(
            tensor.name(), "is no input of the model, which takes " + told(inputs));
      }
      if (!given.add(tensor.name())) {
        throw new BadTensors(tensor.name(), "is given twice: give each input once");
      }
      side.require(tensor, named);
    }
    for (Side side : inputs.values()) {
      if (!given.contains(side.type().name())) {
        throw new BadTensors(side.type().name(), "is missing: the model takes " + told(inputs));
      }
    }
  }

  /**
   * The outputs to ask for, in the order of the answer.
   *
   * @throws BadTensors if one is unknown or named twice
   */
  Set<String> requested(List<String> names) {
    if (names.isEmpty()) {
      return outputs.keySet();
    }
    Set<String> requested = new LinkedHashSet<>();
    for (String name : names) {
      if (!outputs.containsKey(name)) {
        throw new BadTensors(name, "is no output of the model, which gives " + told(outputs));
      }
      if (!requested.add(name)) {
        throw new BadTensors(name, "is asked for twice: name each output once");
      }
    }
    return requested;
  }

  private static String told(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo info
        ? info.onnxType.name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "")
        : "no tensor";
  }

  private static String told(Map<String, Side> sides) {
    return sides.values().stream().map(Side::toString).collect(Collectors.joining(", "));
  }

  /**
   * An input or output.
   *
   * @param dimensionNames of the same size as the shape; empty where a dimension has no name.
   *     Dimensions of one name have one size in a run.
   */
  record Side(TensorType type, List<String> dimensionNames) {

    static @Nullable Side of(NodeInfo node) {
      if (!(node.getInfo() instanceof TensorInfo info)) {
        return null;
      }
      Optional<Datatype> datatype = ElementType.datatype(info.onnxType);
      if (datatype.isEmpty()) {
        return null;
      }
      List<Long> shape = new ArrayList<>();
      for (long dimension : info.getShape()) {
        shape.add(dimension);
      }
      return new Side(
          new TensorType(node.getName(), datatype.get(), shape), List.of(info.getDimensionNames()));
    }

    void require(Tensor tensor, Map<String, Long> named) {
      if (tensor.datatype() != type.datatype()) {
        throw new BadTensors(
            tensor.name(),
            "is %s, and the model takes %s".formatted(tensor.datatype(), type.datatype()));
      }
      long[] shape = tensor.shape();
      if (type.shape().isEmpty()) {
        // A scalar, or a tensor whose dimensions the model leaves open: only ONNX Runtime knows.
        return;
      }
      boolean fits = shape.length == type.shape().size();
      for (int i = 0; fits && i < shape.length; i++) {
        long expected = type.shape().get(i);
        fits = expected == -1 || expected == shape[i];
      }
      if (!fits) {
        throw new BadTensors(
            tensor.name(),
            "has the shape %s, and the model takes %s"
                .formatted(Arrays.toString(shape), type.shape()));
      }
      for (int i = 0; i < shape.length; i++) {
        requireSameSize(tensor, i, named);
      }
    }

    private void requireSameSize(Tensor tensor, int dimension, Map<String, Long> named) {
      String name = dimensionNames.get(dimension);
      long size = tensor.shape()[dimension];
      Long before = name.isEmpty() ? null : named.putIfAbsent(name, size);
      if (before != null && before != size) {
        throw new BadTensors(
            tensor.name(),
            "has the shape %s with %s = %d, and %s is %d by another input"
                .formatted(Arrays.toString(tensor.shape()), name, size, name, before));
      }
    }

    @Override
    public String toString() {
      return type.name() + " " + type.datatype() + " " + type.shape();
    }
  }
}
