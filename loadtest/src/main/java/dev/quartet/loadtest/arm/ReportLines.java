package dev.quartet.loadtest.arm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds up the REPORT lines of a log that grows. */
final class ReportLines {
  private static final Pattern BILLED =
      Pattern.compile("REPORT RequestId: .*?\\tBilled Duration: ([0-9]+) ms");

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
      Matcher matcher = BILLED.matcher(new String(bytes, 0, end, StandardCharsets.UTF_8));
      while (matcher.find()) {
        billedMillis += Double.parseDouble(matcher.group(1));
        invocations++;
      }
    }
  }

  double billedMillis() {
    return billedMillis;
  }

  int invocations() {
    return invocations;
  }
}
