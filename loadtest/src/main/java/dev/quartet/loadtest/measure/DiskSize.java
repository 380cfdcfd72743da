package dev.quartet.loadtest.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Sizes of artifacts on disk. */
public final class DiskSize {
  private static final double MEGABYTE = 1_048_576;

  private DiskSize() {}

  /** The bytes of a file, or of all files in a folder, in MB of 1,048,576 bytes. */
  public static double megabytes(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(DiskSize::bytes).sum() / MEGABYTE;
    }
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
