package dev.quartet.locallambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Limits by the second version of control groups: one folder for all controllers. */
final class CgroupVersion2 implements ResourceLimits {
  private static final long PERIOD_MICROS = 100_000;

  private final Path folder;

  private CgroupVersion2(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes a group of our own, and in it one of each environment: below this process's own group, or
   * beside it, for a group that holds processes can't hand controllers down.
   */
  static ResourceLimits under(Path own) {
    String name = ControlFiles.newGroupName();
    List<String> refusals = new ArrayList<>();
    for (Path parent : parents(own)) {
      CgroupVersion2 limits = new CgroupVersion2(parent.resolve(name));
      try {
        if (!ControlFiles.hasControllers(parent.resolve("cgroup.subtree_control"))) {
          ControlFiles.write(parent.resolve("cgroup.subtree_control"), "+cpu +memory");
        }
        Files.createDirectory(limits.folder);
        ControlFiles.write(limits.folder.resolve("cgroup.subtree_control"), "+cpu +memory");
        limits.slice("trial", 1L << 30, 1).remove();
        // Moving a process needs leave to write where both its groups meet: try with one of ours.
        limits.requireThatProcessesMayEnter();
        return limits;
      } catch (IOException e) {
        refusals.add(e.getMessage() == null ? e.toString() : e.getMessage());
        try {
          limits.remove();
        } catch (IOException again) {
          refusals.add(again.toString());
        }
      }
    }
    return new NoLimits(
        "control groups (version 2) can't be written here: "
            + String.join("; ", refusals)
            + "; run as root, or under systemd-run --user --scope --property=Delegate=yes");
  }

  private static List<Path> parents(Path own) {
    Path above = own.getParent();
    return above != null && Files.exists(above.resolve("cgroup.procs"))
        ? List.of(own, above)
        : List.of(own);
  }

  private void requireThatProcessesMayEnter() throws IOException {
    Slice trial = slice("trial", 1L << 30, 1);
    try {
      Process process =
          new ProcessBuilder(
                  "/bin/sh", "-c", "echo 0 > \"$0\"", trial.processFiles().getFirst().toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("processes can't be moved into " + folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      trial.remove();
    }
  }

  @Override
  public Slice slice(String name, long memoryBytes, double vcpus) throws IOException {
    Group group = new Group(folder.resolve(name));
    Files.createDirectory(group.folder);
    ControlFiles.write(group.folder.resolve("memory.max"), Long.toString(memoryBytes));
    writeIfThere(group.folder.resolve("memory.swap.max"), "0");
    // The whole environment ends, as on Lambda, not one of its processes.
    writeIfThere(group.folder.resolve("memory.oom.group"), "1");
    group.limitCpu(vcpus);
    return group;
  }

  private static void writeIfThere(Path file, String value) throws IOException {
    if (Files.exists(file)) {
      ControlFiles.write(file, value);
    }
  }

  @Override
  public String description() {
    return "memory and CPU are limited by control groups (version 2)";
  }

  @Override
  public void remove() throws IOException {
    ControlFiles.remove(folder);
  }

  private record Group(Path folder) implements Slice {
    @Override
    public List<Path> processFiles() {
      return List.of(folder.resolve("cgroup.procs"));
    }

    @Override
    public void limitCpu(double vcpus) throws IOException {
      ControlFiles.write(
          folder.resolve("cpu.max"), Math.round(PERIOD_MICROS * vcpus) + " " + PERIOD_MICROS);
    }

    @Override
    public OptionalLong peakMemoryBytes() {
      return ControlFiles.readNumber(folder.resolve("memory.peak"));
    }

    @Override
    public OptionalLong cpuNanos() {
      OptionalLong micros =
          ControlFiles.readNumberOfLine(folder.resolve("cpu.stat"), "usage_usec ");
      return micros.isPresent() ? OptionalLong.of(micros.getAsLong() * 1000) : micros;
    }

    @Override
    public boolean ranOutOfMemory() {
      return ControlFiles.readNumberOfLine(folder.resolve("memory.events"), "oom_kill ").orElse(0)
          > 0;
    }

    @Override
    public List<Long> processes() {
      return ControlFiles.processes(folder);
    }

    @Override
    public void remove() throws IOException {
      ControlFiles.remove(folder);
    }
  }
}
