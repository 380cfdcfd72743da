package dev.quartet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** A version of a model in its source. */
record ModelFile(ModelVersion version, Content content) {

  /** What is to be opened; as text the place where it lies. */
  interface Content {

    /** Begins what takes a while before it can be opened, and does not wait for it. */
    default void prepare() {}

    /**
     * Has ONNX Runtime read it.
     *
     * @throws BadModel if there is nothing for ONNX Runtime to read
     * @throws StoreFailure if it can't be fetched
     * @throws OrtException if ONNX Runtime can't read it
     */
    OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }
}
