package dev.quartet.locallambda;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * AWS's REPORT line.
 *
 * @param durationMillis from the event's delivery until the runtime asked for the next one
 * @param initDurationMillis of an environment's first invocation; billed with it since August 2025
 * @param status such as {@code timeout}; null for success
 */
record ReportLine(
    String requestId,
    double durationMillis,
    int memoryMegabytes,
    long maxMemoryUsedMegabytes,
    @Nullable Double initDurationMillis,
    @Nullable String status,
    @Nullable String errorType) {

  long billedMillis() {
    return (long) Math.ceil(durationMillis + (initDurationMillis == null ? 0 : initDurationMillis));
  }

  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(200);
    line.append("REPORT RequestId: ").append(requestId);
    line.append("\tDuration: ").append(twoDecimals(durationMillis)).append(" ms");
    line.append("\tBilled Duration: ").append(billedMillis()).append(" ms");
    line.append("\tMemory Size: ").append(memoryMegabytes).append(" MB");
    line.append("\tMax Memory Used: ").append(maxMemoryUsedMegabytes).append(" MB");
    if (initDurationMillis != null) {
      line.append("\tInit Duration: ").append(twoDecimals(initDurationMillis)).append(" ms");
    }
    if (status != null) {
      line.append("\tStatus: ").append(status);
    }
    if (errorType != null) {
      line.append("\tError Type: ").append(errorType);
    }
    return line.toString();
  }

  static String twoDecimals(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
