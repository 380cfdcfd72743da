package dev.quartet.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/** The repository's model and the images it never saw. */
final class Digits {

  private Digits() {}

  static Path repository() {
    return Path.of(
        Objects.requireNonNull(
            System.getProperty("quartet.root"), "-Dquartet.root must name the repository"));
  }

  static Path models() {
    return repository().resolve("modules/functions/src/main/resources/models");
  }

  static HeldOut heldOut() {
    Path file = repository().resolve("loadtest/models/digits/held-out.json");
    try {
      return new ObjectMapper().readValue(file.toFile(), HeldOut.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code train.py} wrote: inputs, their labels, and Python's probabilities for them. */
  @SuppressWarnings("ArrayRecordComponent")
  record HeldOut(float[][] inputs, int[] labels, float[][] probabilities) {}
}
