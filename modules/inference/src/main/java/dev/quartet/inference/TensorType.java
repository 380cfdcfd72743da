package dev.quartet.inference;

import java.util.List;

/**
 * What a model says of one of its inputs or outputs.
 *
 * @param shape the dimensions; -1 for one that each run may choose; empty for a scalar
 */
public record TensorType(String name, Datatype datatype, List<Long> shape) {

  public TensorType {
    shape = List.copyOf(shape);
  }
}
