package dev.quartet.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The recipes of images, as resources of this module. */
enum Containerfile {
  /** The app on its own Java runtime. */
  JVM("Containerfile"),
  /** A native executable. */
  NATIVE("Containerfile.native");

  private static final String NAME_IN_CONTEXT = "Containerfile";

  private final String resource;

  Containerfile(String resource) {
    this.resource = resource;
  }

  void writeInto(Path context) throws IOException {
    Files.write(context.resolve(NAME_IN_CONTEXT), resource(resource));
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream input =
        Objects.requireNonNull(Containerfile.class.getResourceAsStream(name), name)) {
      return input.readAllBytes();
    }
  }
}
