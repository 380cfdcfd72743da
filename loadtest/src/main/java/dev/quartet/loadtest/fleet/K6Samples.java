package dev.quartet.loadtest.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What one task's k6 wrote by {@code --out=csv}.
 *
 * @param durations of the requests, in the order in which they ended
 * @param failedChecks answers that were not right
 * @param failedRequests requests without a good answer
 * @param dropped requests that were due and not sent
 */
record K6Samples(List<Duration> durations, long failedChecks, long failedRequests, long dropped) {
  private static final int METRIC = 0;
  private static final int TIMESTAMP = 1;
  private static final int VALUE = 2;

  /** One request: the second since 1970 in which it ended, and how long it took. */
  record Duration(long epochSecond, double millis) {}

  K6Samples {
    durations = List.copyOf(durations);
  }

  /**
   * @param file a CSV, compressed by gzip
   * @throws IOException when it is none, or has no request; the message names the file
   */
  static K6Samples read(Path file) throws IOException {
    List<Duration> durations = new ArrayList<>();
    long failedChecks = 0;
    long failedRequests = 0;
    long dropped = 0;
    try (InputStream bytes = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      @Nullable String line = lines.readLine();
      if (line == null || !line.startsWith("metric_name,timestamp,metric_value,")) {
        throw new IOException(file + " has not the columns of k6's CSV: " + line);
      }
      while ((line = lines.readLine()) != null) {
        String[] cells = line.split(",", VALUE + 2);
        if (cells.length <= VALUE) {
          // k6 was ended in the middle of it.
          continue;
        }
        double value = Double.parseDouble(cells[VALUE]);
        switch (cells[METRIC]) {
          case "http_req_duration" ->
              durations.add(new Duration(Long.parseLong(cells[TIMESTAMP]), value));
          case "http_req_failed" -> failedRequests += Math.round(value);
          case "checks" -> failedChecks += 1 - Math.round(value);
          case "dropped_iterations" -> dropped += Math.round(value);
          default -> {
            // Of no use here.
          }
        }
      }
    } catch (NumberFormatException e) {
      throw new IOException(file + " has a cell that is no number: " + e.getMessage(), e);
    }
    if (durations.isEmpty()) {
      throw new IOException(file + " has no request");
    }
    return new K6Samples(durations, failedChecks, failedRequests, dropped);
  }

  long firstSecond() {
    return durations.stream().mapToLong(Duration::epochSecond).min().orElseThrow();
  }

  long lastSecond() {
    return durations.stream().mapToLong(Duration::epochSecond).max().orElseThrow();
  }
}
