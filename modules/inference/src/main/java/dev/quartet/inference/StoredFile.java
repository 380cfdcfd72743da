package dev.quartet.inference;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file of a {@link ModelStore} while it is read.
 *
 * @param lengthBytes how long the store says that it is
 */
public record StoredFile(InputStream content, long lengthBytes) implements AutoCloseable {

  @Override
  public void close() throws IOException {
    content.close();
  }
}
