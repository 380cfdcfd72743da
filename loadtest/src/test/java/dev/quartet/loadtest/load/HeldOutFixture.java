package dev.quartet.loadtest.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small file of the shape of the held-out digits. */
public final class HeldOutFixture {
  private HeldOutFixture() {}

  /**
   * Digit {@code i} has first value {@code i}, most probable class {@code i mod 10} and another
   * label.
   */
  public static Path write(Path folder, int count) throws IOException {
    Path file = folder.resolve("held-out.json");
    Files.writeString(
        file,
        "{\"inputs\":%s,\"labels\":%s,\"probabilities\":%s}"
            .formatted(
                list(count, i -> list(512, j -> j == 0 ? i + ".0" : "0.5")),
                list(count, i -> String.valueOf((i + 1) % 10)),
                list(count, i -> list(10, j -> j == i % 10 ? "0.91" : "0.01"))));
    return file;
  }

  private static String list(int count, java.util.function.IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
  }
}
