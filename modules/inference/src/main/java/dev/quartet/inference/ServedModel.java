package dev.quartet.inference;

import java.util.List;

/**
 * One version of a model, held for its caller: until it is closed it answers, even when it is
 * unloaded or replaced meanwhile. Hold it for one request and close it then, since an unloaded
 * version is freed when the last one is closed. Safe for use by several threads at once.
 */
public sealed interface ServedModel extends AutoCloseable permits LoadedModel.Held {

  String name();

  String version();

  /** Format and engine, as the protocol names them. */
  String platform();

  /** The versions of this model that are ready, ascending. */
  List<String> versions();

  List<TensorType> inputs();

  List<TensorType> outputs();

  /**
   * Runs the model.
   *
   * @param inputs each input of the model once, in any order; not changed
   * @param requestedOutputs names of outputs; empty for all
   * @return the requested outputs in the order asked for, else all in the model's
   * @throws BadTensors if an input is missing, unknown, doubled, or has another datatype or shape
   *     than the model takes, or a requested output is unknown
   * @throws ModelException if ONNX Runtime fails
   * @throws IllegalStateException if this or the repository is closed
   */
  List<Tensor> infer(List<Tensor> inputs, List<String> requestedOutputs);

  /** Whether there is the short way of {@link #vectors()}. */
  boolean takesVectors();

  /**
   * The short way for vectors of float. It may be used as long as this is held.
   *
   * @throws BadModel if the model takes or gives something else
   * @throws IllegalStateException if this is closed
   */
  VectorModel vectors();

  /** How long its runs take. */
  RunTimes runTimes();

  /** Lets go of this version. A second call does nothing. */
  @Override
  void close();
}
