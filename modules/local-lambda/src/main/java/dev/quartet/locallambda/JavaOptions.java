package dev.quartet.locallambda;

import java.util.ArrayList;
import java.util.List;

/**
 * The options that AWS's managed Java runtime starts its virtual machine with, as far as they are
 * known. What the function's JAVA_TOOL_OPTIONS set themselves is left out: a command line would
 * override the variable, and two collectors would not start at all.
 */
final class JavaOptions {
  private static final double HEAP_SHARE = 0.85;
  private static final int[] VCPU_STEPS_MEGABYTES = {3008, 5307, 7076, 8845};

  private JavaOptions() {}

  static List<String> defaults(int memoryMegabytes, String toolOptions) {
    List<String> options = new ArrayList<>();
    if (!sets(toolOptions, "-Xmx", "-XX:MaxHeapSize", "MaxRAMPercentage", "MaxRAMFraction")) {
      options.add("-XX:MaxHeapSize=" + (long) (memoryMegabytes * HEAP_SHARE * 1024) + "k");
    }
    if (!toolOptions.matches("(?s).*-XX:\\+Use\\w*GC\\b.*")) {
      options.add("-XX:+UseSerialGC");
    }
    if (!sets(toolOptions, "TieredStopAtLevel", "TieredCompilation")) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    // -Xshare and an ahead-of-time cache exclude each other.
    if (!sets(toolOptions, "-Xshare", "-XX:AOT", "SharedArchiveFile")) {
      options.add("-Xshare:auto");
    }
    if (!sets(toolOptions, "ActiveProcessorCount")) {
      options.add("-XX:ActiveProcessorCount=" + visibleProcessors(memoryMegabytes));
    }
    return options;
  }

  /** The processors that a function of this size sees on AWS, whatever its share of them is. */
  static int visibleProcessors(int memoryMegabytes) {
    int processors = 2;
    for (int step : VCPU_STEPS_MEGABYTES) {
      if (memoryMegabytes > step) {
        processors++;
      }
    }
    return processors;
  }

  private static boolean sets(String toolOptions, String... names) {
    for (String name : names) {
      if (toolOptions.contains(name)) {
        return true;
      }
    }
    return false;
  }
}
