package dev.quartet.loadtest.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.loadtest.load.Outcome;
import dev.quartet.loadtest.load.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The raw samples of one counted run as gzipped JSON, a column for each kind of figure, an entry
 * for each request in the order of arrival.
 *
 * @param outcomes the names that {@code outcome} counts, from 0
 * @param intendedMicros when a request was due, from the run's start
 * @param latenessMicros from then to its actual start: how late the generator was
 * @param latencyMicros from when it was due to its whole answer, or to when it was given up
 */
record SampleColumns(
    int block,
    String arm,
    String function,
    List<String> outcomes,
    long[] intendedMicros,
    long[] latenessMicros,
    long[] latencyMicros,
    int[] outcome) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static SampleColumns of(int block, String arm, String function, Samples samples) {
    int size = samples.size();
    long[] intended = new long[size];
    long[] lateness = new long[size];
    long[] latency = new long[size];
    int[] outcome = new int[size];
    for (int i = 0; i < size; i++) {
      intended[i] = micros(samples.intendedNanos(i));
      lateness[i] = micros(samples.startNanos(i) - samples.intendedNanos(i));
      latency[i] = micros(samples.endNanos(i) - samples.intendedNanos(i));
      outcome[i] = samples.outcome(i).ordinal();
    }
    return new SampleColumns(
        block,
        arm,
        function,
        Arrays.stream(Outcome.values()).map(Outcome::label).toList(),
        intended,
        lateness,
        latency,
        outcome);
  }

  private static long micros(long nanos) {
    return Math.round(nanos / 1e3);
  }

  void write(Path file) throws IOException {
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
      JSON.writeValue(stream, this);
    }
  }

  static SampleColumns read(Path file) throws IOException {
    try (InputStream stream = new GZIPInputStream(Files.newInputStream(file))) {
      return JSON.readValue(stream, SampleColumns.class);
    }
  }

  Samples samples(List<String> problems) {
    int size = outcome.length;
    long[] intended = new long[size];
    long[] start = new long[size];
    long[] end = new long[size];
    Outcome[] how = new Outcome[size];
    List<Outcome> known =
        outcomes.stream()
            .map(
                label ->
                    Arrays.stream(Outcome.values())
                        .filter(each -> each.label().equals(label))
                        .findFirst()
                        .orElseThrow(
                            () -> new IllegalStateException("unknown outcome '" + label + "'")))
            .toList();
    for (int i = 0; i < size; i++) {
      intended[i] = intendedMicros[i] * 1_000;
      start[i] = (intendedMicros[i] + latenessMicros[i]) * 1_000;
      end[i] = (intendedMicros[i] + latencyMicros[i]) * 1_000;
      how[i] = known.get(outcome[i]);
    }
    return new Samples(intended, start, end, how, problems);
  }
}
