package dev.quartet.loadtest.arm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Adds up the REPORT lines of a log that grows. */
final class ReportLines {
  private final Path log;
  private long offset;
  private double billedMillis;
  private int invocations;

  ReportLines(Path log) {
    this.log = log;
  }

  /** Reads what was written since the last time, up to the last whole line. */
  void read() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) (file.length() - offset)];
      file.seek(offset);
      file.readFully(bytes);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      offset += end;
      new String(bytes, 0, end, StandardCharsets.UTF_8)
          .lines()
          .flatMap(line -> ReportLine.parse(line).stream())
          .forEach(
              report -> {
                billedMillis += report.billedMillis();
                invocations++;
              });
    }
  }

  double billedMillis() {
    return billedMillis;
  }

  int invocations() {
    return invocations;
  }
}
