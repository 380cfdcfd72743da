package dev.quartet.locallambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedSet;

/** Limits by the first version of control groups: one tree of folders per controller. */
final class CgroupVersion1 implements ResourceLimits {
  private static final long PERIOD_MICROS = 100_000;

  private final Path cpu;
  private final Path memory;
  private final Path accounting;

  private CgroupVersion1(Path cpu, Path memory, Path accounting) {
    this.cpu = cpu;
    this.memory = memory;
    this.accounting = accounting;
  }

  /** Makes a group of our own below this process's groups, and in it one of each environment. */
  static ResourceLimits under(ControlGroups own) {
    String name = ControlFiles.newGroupName();
    Path cpu = own.version1().getOrDefault("cpu", Path.of("/")).resolve(name);
    Path memory = own.version1().getOrDefault("memory", Path.of("/")).resolve(name);
    Path accounting =
        own.version1()
            .getOrDefault("cpuacct", own.version1().getOrDefault("cpu", Path.of("/")))
            .resolve(name);
    CgroupVersion1 limits = new CgroupVersion1(cpu, memory, accounting);
    try {
      for (Path folder : limits.folders()) {
        Files.createDirectory(folder);
      }
      Slice trial = limits.slice("trial", 1L << 30, 1);
      trial.remove();
      return limits;
    } catch (IOException e) {
      try {
        limits.remove();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      return new NoLimits(
          "control groups (version 1) can't be written here: " + e.getMessage() + "; run as root");
    }
  }

  private SequencedSet<Path> folders() {
    return new LinkedHashSet<>(List.of(memory, cpu, accounting));
  }

  @Override
  public Slice slice(String name, long memoryBytes, double vcpus) throws IOException {
    Group group = new Group(memory.resolve(name), cpu.resolve(name), accounting.resolve(name));
    for (Path folder : group.folders()) {
      Files.createDirectory(folder);
    }
    ControlFiles.write(group.memory.resolve("memory.limit_in_bytes"), Long.toString(memoryBytes));
    Path withSwap = group.memory.resolve("memory.memsw.limit_in_bytes");
    if (Files.exists(withSwap)) {
      ControlFiles.write(withSwap, Long.toString(memoryBytes));
    }
    ControlFiles.write(group.cpu.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_MICROS));
    group.limitCpu(vcpus);
    return group;
  }

  @Override
  public String description() {
    return "memory and CPU are limited by control groups (version 1)";
  }

  @Override
  public void remove() throws IOException {
    for (Path folder : folders()) {
      ControlFiles.remove(folder);
    }
  }

  private record Group(Path memory, Path cpu, Path accounting) implements Slice {
    SequencedSet<Path> folders() {
      return new LinkedHashSet<>(List.of(memory, cpu, accounting));
    }

    @Override
    public List<Path> processFiles() {
      return folders().stream().map(folder -> folder.resolve("cgroup.procs")).toList();
    }

    @Override
    public void limitCpu(double vcpus) throws IOException {
      ControlFiles.write(
          cpu.resolve("cpu.cfs_quota_us"), Long.toString(Math.round(PERIOD_MICROS * vcpus)));
    }

    @Override
    public OptionalLong peakMemoryBytes() {
      return ControlFiles.readNumber(memory.resolve("memory.max_usage_in_bytes"));
    }

    @Override
    public OptionalLong cpuNanos() {
      return ControlFiles.readNumber(accounting.resolve("cpuacct.usage"));
    }

    @Override
    public boolean ranOutOfMemory() {
      return ControlFiles.readNumberOfLine(memory.resolve("memory.oom_control"), "oom_kill ")
              .orElse(0)
          > 0;
    }

    @Override
    public List<Long> processes() {
      return ControlFiles.processes(memory);
    }

    @Override
    public void remove() throws IOException {
      for (Path folder : folders()) {
        ControlFiles.remove(folder);
      }
    }
  }
}
