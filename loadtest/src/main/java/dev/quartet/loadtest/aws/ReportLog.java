package dev.quartet.loadtest.aws;

import dev.quartet.loadtest.arm.ReportLine;
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

  /** So far this clock and AWS's may be apart; a new version takes longer. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(2);

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
  private long lastInitEpochMillis;

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

  /**
   * Reads until there is a line for each invocation, or nothing more comes for as long as one may
   * take.
   *
   * @param invocations how many there were since the log began to be read
   */
  void readUntil(int invocations) throws IOException, InterruptedException {
    long giveUpNanos = System.nanoTime() + patience.toNanos();
    read();
    while (seen.size() < invocations && System.nanoTime() < giveUpNanos) {
      int before = seen.size();
      Thread.sleep(pause);
      read();
      if (seen.size() > before) {
        giveUpNanos = System.nanoTime() + patience.toNanos();
      }
    }
  }

  /**
   * Waits for the line of an environment that begins.
   *
   * @param since lines of before are of other environments
   * @return empty when none came in time
   */
  Optional<ReportLine> initSince(Instant since) throws IOException, InterruptedException {
    long giveUpNanos = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < giveUpNanos) {
      read();
      @Nullable ReportLine init = lastInit;
      if (init != null && lastInitEpochMillis >= since.minus(CLOCKS_APART).toEpochMilli()) {
        lastInit = null;
        return Optional.of(init);
      }
      Thread.sleep(pause);
    }
    return Optional.empty();
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
    if (line.get().initMillis().isPresent() && event.timestamp() >= lastInitEpochMillis) {
      lastInit = line.get();
      lastInitEpochMillis = event.timestamp();
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
