package dev.quartet.inference;

import java.nio.file.Path;
import java.util.List;

/**
 * The models that are served. Safe for use by several threads at once.
 *
 * <p>A folder of models is laid out as {@code <folder>/<model>/<version>/model.onnx}, or {@code
 * model.ort}, with whole numbers as versions; every version is served.
 */
public final class ModelRepository implements AutoCloseable {

  private ModelRepository() {}

  /**
   * Opens and warms up all models in a folder. One that can't be opened is logged and told by
   * {@link #index()}.
   *
   * @throws ModelException if there is no such folder, or ONNX Runtime does not start
   */
  public static ModelRepository openFolder(Path folder, SessionSettings settings) {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens and warms up models that are bundled as resources.
   *
   * @param resources their names, such as {@code models/digits/1/model.onnx}
   * @throws ModelException if ONNX Runtime does not start
   */
  public static ModelRepository openBundled(
      ClassLoader classLoader, List<String> resources, SessionSettings settings) {
    throw new UnsupportedOperationException();
  }

  /** Every version of every model that is there, by name and version ascending. */
  public List<ModelEntry> index() {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens and warms up all versions of a model, as they are now. Each takes the place of the one it
   * replaces when it is ready, and versions that are gone are let go of. A version that can't be
   * opened leaves the one before it where it is.
   *
   * @throws UnknownModel if there is no such model
   * @throws BadModel if a version could not be opened
   */
  public void load(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Stops serving a model. Calls under way end on it; it is freed then.
   *
   * @throws UnknownModel if there is no such model
   */
  public void unload(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * The highest version of a model that is ready. The caller closes it.
   *
   * @throws UnknownModel if there is none
   */
  public ServedModel model(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * A version of a model. The caller closes it.
   *
   * @throws UnknownModel if there is none, or it is not ready
   */
  public ServedModel model(String name, String version) {
    throw new UnsupportedOperationException();
  }

  /** Waits for the runs under way, then frees all models. A second call does nothing. */
  @Override
  public void close() {}
}
