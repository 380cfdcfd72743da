package dev.quartet.inference;

import java.io.IOException;

/**
 * Where models lie that are fetched before they are opened: somewhere else than on this machine's
 * disk. It knows nothing of models; as text it is the place that its paths are below. Asked by
 * several threads at once.
 */
public interface ModelStore {

  /**
   * Opens a file to be read once. The caller closes it.
   *
   * @param path such as {@code digits/1/model.onnx}
   * @throws StoreRefusal if the store says that it gives no such file
   * @throws IOException if the store does not answer; its message tells whoever runs the
   *     application why
   */
  StoredFile open(String path) throws StoreRefusal, IOException;
}
