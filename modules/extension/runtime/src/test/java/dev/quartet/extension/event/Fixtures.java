package dev.quartet.extension.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Events in the shapes that AWS documents, in {@code events/<source>/<name>.json}. */
final class Fixtures {

  static byte[] event(String name) {
    try (InputStream file = Fixtures.class.getResourceAsStream("/events/" + name + ".json")) {
      if (file == null) {
        throw new IllegalArgumentException("There is no event " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Fixtures() {}
}
