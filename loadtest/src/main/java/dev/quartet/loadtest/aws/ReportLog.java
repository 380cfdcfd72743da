package dev.quartet.loadtest.aws;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/**
 * Adds up the REPORT lines of one log group since a moment. They come to CloudWatch Logs seconds
 * after the answer, and in no order.
 */
final class ReportLog {
  private static final String FILTER = "\"REPORT RequestId\"";

  /** A line may come so much later than one that was written after it. */
  private static final Duration OUT_OF_ORDER = Duration.ofMinutes(1);

  private final CloudWatchLogsClient logs;
  private final String group;
  private final Duration pause;
  private final Duration patience;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> streams = new HashSet<>();

  private long fromEpochMillis;
  private double billedMillis;
  private double maxMemoryMegabytes;
  private @Nullable ReportLine lastInit;

  /**
   * @param pause between two looks
   * @param patience how long to wait at most until nothing more comes
   */
  ReportLog(
      CloudWatchLogsClient logs, String group, Instant from, Duration pause, Duration patience) {
    this.logs = logs;
    this.group = group;
    this.fromEpochMillis = from.toEpochMilli();
    this.pause = pause;
    this.patience = patience;
  }

  /** Reads until two looks find the same. */
  void readUntilSettled() throws IOException, InterruptedException {
    long giveUpNanos = System.nanoTime() + patience.toNanos();
    int before;
    do {
      before = seen.size();
      Thread.sleep(pause);
      read();
    } while (seen.size() > before && System.nanoTime() < giveUpNanos);
  }

  /**
   * Waits for the line of an environment that begins.
   *
   * @return empty when none came in time
   */
  Optional<ReportLine> nextInit() throws IOException, InterruptedException {
    long giveUpNanos = System.nanoTime() + patience.toNanos();
    lastInit = null;
    while (lastInit == null && System.nanoTime() < giveUpNanos) {
      read();
      if (lastInit == null) {
        Thread.sleep(pause);
      }
    }
    return Optional.ofNullable(lastInit);
  }

  private void read() throws IOException {
    long from = fromEpochMillis;
    try {
      logs.filterLogEventsPaginator(
              request -> request.logGroupName(group).startTime(from).filterPattern(FILTER))
          .events()
          .forEach(this::add);
    } catch (SdkException e) {
      throw new IOException(group + " can't be read: " + e.getMessage(), e);
    }
  }

  private void add(FilteredLogEvent event) {
    Optional<ReportLine> line = ReportLine.parse(event.message().strip());
    if (line.isEmpty() || !seen.add(line.get().requestId())) {
      return;
    }
    streams.add(event.logStreamName());
    billedMillis += line.get().billedMillis();
    maxMemoryMegabytes = Math.max(maxMemoryMegabytes, line.get().maxMemoryMegabytes());
    if (line.get().initMillis().isPresent()) {
      lastInit = line.get();
    }
    fromEpochMillis = Math.max(fromEpochMillis, event.timestamp() - OUT_OF_ORDER.toMillis());
  }

  int invocations() {
    return seen.size();
  }

  double billedMillis() {
    return billedMillis;
  }

  /** Empty as long as there is no line. */
  OptionalDouble maxMemoryMegabytes() {
    return seen.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(maxMemoryMegabytes);
  }

  /** How many environments have written: each has a log stream of its own. */
  int environments() {
    return streams.size();
  }
}
