package dev.quartet.loadtest.arm;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Lambda, and local-lambda as it does, writes to a function's log about one invocation.
 *
 * @param initMillis of the invocation that an environment began with, be it by INIT or from a
 *     snapshot
 */
public record ReportLine(
    String requestId,
    double durationMillis,
    double billedMillis,
    double maxMemoryMegabytes,
    OptionalDouble initMillis) {
  private static final Pattern FORM =
      Pattern.compile(
          "REPORT RequestId: (\\S+)\\s+Duration: ([0-9.]+) ms\\s+Billed Duration: ([0-9.]+) ms\\s+"
              + "Memory Size: \\d+ MB\\s+Max Memory Used: (\\d+) MB"
              + "(?:.*?(?:Init|Restore) Duration: ([0-9.]+) ms)?.*",
          Pattern.DOTALL);

  /**
   * @param line a line of the log, whatever stands before the report
   * @return empty for another line
   */
  public static Optional<ReportLine> parse(String line) {
    Matcher form = FORM.matcher(line);
    if (!form.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new ReportLine(
            form.group(1),
            Double.parseDouble(form.group(2)),
            Double.parseDouble(form.group(3)),
            Double.parseDouble(form.group(4)),
            form.group(5) == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(form.group(5)))));
  }
}
