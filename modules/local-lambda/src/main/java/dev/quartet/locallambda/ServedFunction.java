package dev.quartet.locallambda;

import java.util.Map;

/**
 * One function as it is served: its name, its Amazon resource name, its limits, and the variables
 * that the manifest gives it alone.
 */
record ServedFunction(
    String name,
    String arn,
    int memoryMegabytes,
    int timeoutSeconds,
    Map<String, String> environment) {
  /** The memory that buys one processor on Lambda. */
  private static final double MEGABYTES_PER_VCPU = 1769;

  static ServedFunction of(Manifest.Entry entry, Settings settings) {
    return new ServedFunction(
        entry.name(),
        "arn:aws:lambda:"
            + settings.region()
            + ":"
            + Settings.ACCOUNT
            + ":function:"
            + entry.name(),
        settings.memoryMegabytesOf(entry),
        settings.timeoutSecondsOf(entry),
        entry.environment());
  }

  double vcpus() {
    return memoryMegabytes / MEGABYTES_PER_VCPU;
  }
}
