package dev.quartet.locallambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Memory and CPU limits of environments, by the control groups of this machine where it can. */
sealed interface ResourceLimits permits CgroupVersion1, CgroupVersion2, NoLimits {

  /** What one environment may use, and what it used. */
  interface Slice {
    /** The files that a process writes 0 to in order to live under these limits. */
    List<Path> processFiles();

    /**
     * @param vcpus processor time per time, above 0
     */
    void limitCpu(double vcpus) throws IOException;

    /** The most memory used at a time; empty where the system keeps no peak. */
    OptionalLong peakMemoryBytes();

    OptionalLong cpuNanos();

    /** Whether the system killed a process of this slice because its memory was used up. */
    boolean ranOutOfMemory();

    /** Ids of the processes inside. */
    List<Long> processes();

    /** Removes the slice, which must be empty of processes by then. */
    void remove() throws IOException;
  }

  Slice slice(String name, long memoryBytes, double vcpus) throws IOException;

  /** In words for the user: what is applied by what, or why nothing is. */
  String description();

  /** Removes what was made for all slices together. */
  void remove() throws IOException;

  /** What this machine lets this process do; tried out, not guessed. */
  static ResourceLimits detect() {
    try {
      ControlGroups groups =
          ControlGroups.parse(
              Files.readAllLines(Path.of("/proc/self/mountinfo")),
              Files.readAllLines(Path.of("/proc/self/cgroup")));
      if (groups.isVersion1()) {
        return CgroupVersion1.under(groups);
      }
      if (groups.version2() != null) {
        return CgroupVersion2.under(groups.version2());
      }
      return new NoLimits("this machine mounts no cpu and memory control groups");
    } catch (IOException e) {
      return new NoLimits("control groups can't be used here (" + e + ")");
    }
  }
}
