package dev.quartet.inference;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests for a model may share a run: only if what comes out for a row does not depend on
 * the others. The model's metadata doesn't tell, so it is tried before the first shared run, with a
 * row of a request and one of zeros. Safe for use by several threads at once.
 */
final class SharedRuns {

  private static final Logger LOG = Logger.getLogger(SharedRuns.class.getName());

  /**
   * How far apart answers may lie, for the largest number of the output: a run of more rows adds up
   * in another order.
   */
  private static final double TOLERANCE = 1e-5;

  /** Null until it is tried; false from the start for a model whose tensors aren't rows. */
  private volatile @Nullable Boolean allowed;

  SharedRuns(Signature signature) {
    for (Signature.Side side : allSides(signature)) {
      List<Long> shape = side.type().shape();
      if (shape.isEmpty()
          || shape.getFirst() != -1
          || side.type().datatype() == Datatype.BYTES
          || side.type().datatype() == Datatype.FP16) {
        allowed = false;
      }
    }
  }

  private static List<Signature.Side> allSides(Signature signature) {
    List<Signature.Side> sides = new ArrayList<>(signature.inputs().values());
    sides.addAll(signature.outputs().values());
    return sides;
  }

  /** Whether it is known that they may not. */
  boolean isRuledOut() {
    return Boolean.FALSE.equals(allowed);
  }

  /** Whether it is known that they may. */
  boolean isProven() {
    return Boolean.TRUE.equals(allowed);
  }

  /**
   * Tries it, unless it is known.
   *
   * @param request of at least one row, which the model takes
   */
  boolean areAllowed(Session session, List<Tensor> request) {
    @Nullable Boolean known = allowed;
    if (known != null) {
      return known;
    }
    if (TensorRows.areZero(request)) {
      // Zeros beside zeros would show nothing. The next request will.
      return false;
    }
    List<Tensor> alone;
    try {
      alone = session.infer(request, List.of());
    } catch (ModelException e) {
      // The request is at fault, and will be told so when it runs.
      return false;
    }
    boolean found = areTheSameTogether(session, request, alone);
    allowed = found;
    if (!found) {
      LOG.info(
          () ->
              "Requests for the model %s run alone: its answers depend on what else is in a run."
                  .formatted(session));
    }
    return found;
  }

  private static boolean areTheSameTogether(
      Session session, List<Tensor> request, List<Tensor> alone) {
    List<Tensor> zeros = TensorRows.zeros(request);
    int rows = TensorRows.of(request);
    try {
      List<Tensor> zerosAlone = session.infer(zeros, List.of());
      List<Tensor> together = session.infer(TensorRows.joined(List.of(request, zeros)), List.of());
      return areSame(alone, TensorRows.part(together, 0, rows, rows + 1))
          && areSame(zerosAlone, TensorRows.part(together, rows, 1, rows + 1));
    } catch (ModelException | IllegalArgumentException e) {
      LOG.fine(() -> "The model " + session + " does not take rows together. " + e.getMessage());
      return false;
    }
  }

  private static boolean areSame(List<Tensor> alone, List<Tensor> together) {
    for (int i = 0; i < alone.size(); i++) {
      if (!areSame(alone.get(i), together.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean areSame(Tensor alone, Tensor together) {
    ByteBuffer some = alone.content();
    ByteBuffer others = together.content();
    if (some.remaining() != others.remaining()) {
      return false;
    }
    return switch (alone.datatype()) {
      case FP32, FP64 -> areClose(numbers(alone), numbers(together));
      default -> some.equals(others);
    };
  }

  private static double[] numbers(Tensor tensor) {
    double[] numbers = new double[tensor.elements()];
    ByteBuffer content = tensor.content();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = tensor.datatype() == Datatype.FP32 ? content.getFloat() : content.getDouble();
    }
    return numbers;
  }

  private static boolean areClose(double[] some, double[] others) {
    double largest = 0;
    for (double number : some) {
      largest = Double.isFinite(number) ? Math.max(largest, Math.abs(number)) : largest;
    }
    for (int i = 0; i < some.length; i++) {
      boolean isClose =
          Double.compare(some[i], others[i]) == 0
              || Math.abs(some[i] - others[i]) <= TOLERANCE * largest;
      if (!isClose) {
        return false;
      }
    }
    return true;
  }
}
