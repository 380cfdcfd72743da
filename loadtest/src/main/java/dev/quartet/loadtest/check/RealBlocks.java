package dev.quartet.loadtest.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.loadtest.json.CheckedJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Latencies of real blocks in which the same artifact ran twice, side by side.
 *
 * @param origin where and how they were measured
 * @param one for each block the latencies of the one, in microseconds
 * @param other likewise of the other
 */
public record RealBlocks(String origin, List<long[]> one, List<long[]> other) {
  private static final String FILE = "/dev/quartet/loadtest/check/blocks.json.gz";

  /** Those that come with this program. */
  public static RealBlocks own() throws IOException {
    try (InputStream stream =
        new GZIPInputStream(new ByteArrayInputStream(CheckedJson.resource(FILE)))) {
      return new ObjectMapper().readValue(stream, RealBlocks.class);
    }
  }
}
