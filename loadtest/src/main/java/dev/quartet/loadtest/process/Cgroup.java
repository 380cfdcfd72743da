package dev.quartet.loadtest.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A control group of version 1 or 2 with the limits of one process and its children. Where the
 * machine doesn't let us make one, the processes run without limits and {@link #notApplied()} says
 * why.
 */
public final class Cgroup implements AutoCloseable {
  private static final int PERIOD_MICROS = 100_000;
  private static final long MEGABYTE = 1_048_576;
  private static final int REMOVE_ATTEMPTS = 100;
  private static final long REMOVE_PAUSE_MILLIS = 20;

  private final List<Path> folders;
  private final Optional<String> notApplied;
  private final Runnable ending = this::remove;

  private Cgroup(List<Path> folders, Optional<String> notApplied) {
    this.folders = folders;
    this.notApplied = notApplied;
    AtExit.add(ending);
  }

  /**
   * Makes a control group.
   *
   * @param mount where the control groups are mounted, {@code /sys/fs/cgroup} on Linux
   * @param name the group's name, unique on the machine
   */
  public static Cgroup create(Path mount, String name, Limits limits) {
    List<Path> made = new ArrayList<>();
    try {
      if (Files.exists(mount.resolve("cgroup.controllers"))) {
        write(mount.resolve("cgroup.subtree_control"), "+cpu +memory");
        Path group = make(made, mount.resolve(name));
        write(group.resolve("cpu.max"), quotaMicros(limits) + " " + PERIOD_MICROS);
        write(group.resolve("memory.max"), String.valueOf(limits.memoryMegabytes() * MEGABYTE));
      } else if (Files.isDirectory(mount.resolve("cpu"))
          && Files.isDirectory(mount.resolve("memory"))) {
        Path cpu = make(made, mount.resolve("cpu").resolve(name));
        write(cpu.resolve("cpu.cfs_period_us"), String.valueOf(PERIOD_MICROS));
        write(cpu.resolve("cpu.cfs_quota_us"), String.valueOf(quotaMicros(limits)));
        Path memory = make(made, mount.resolve("memory").resolve(name));
        write(
            memory.resolve("memory.limit_in_bytes"),
            String.valueOf(limits.memoryMegabytes() * MEGABYTE));
      } else {
        return new Cgroup(List.of(), Optional.of("this machine has no control groups at " + mount));
      }
      return new Cgroup(made, Optional.empty());
    } catch (IOException e) {
      Cgroup partial = new Cgroup(made, Optional.empty());
      partial.close();
      return new Cgroup(
          List.of(),
          Optional.of(
              "control groups can't be written (" + e.getMessage() + "); root may be needed"));
    }
  }

  private static long quotaMicros(Limits limits) {
    return Math.max(1_000, Math.round(limits.cpus() * PERIOD_MICROS));
  }

  private static Path make(List<Path> made, Path folder) throws IOException {
    Files.createDirectory(folder);
    made.add(folder);
    return folder;
  }

  private static void write(Path file, String text) throws IOException {
    // Without CREATE: a missing control file is an error, not a new file.
    Files.writeString(file, text, StandardOpenOption.WRITE);
  }

  /** Why the limits are not in force; empty when they are. */
  public Optional<String> notApplied() {
    return notApplied;
  }

  /** {@code command}, so changed that it enters this group before it becomes the real process. */
  public List<String> wrap(List<String> command) {
    if (folders.isEmpty()) {
      return command;
    }
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < folders.size(); i++) {
      script.append("echo $$ > \"$").append(i).append("/cgroup.procs\" && ");
    }
    script.append("shift ").append(folders.size() - 1).append(" && exec \"$@\"");
    List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", script.toString()));
    folders.forEach(folder -> wrapped.add(folder.toString()));
    wrapped.addAll(command);
    return wrapped;
  }

  /**
   * Removes the group once its processes have ended; a group that stays busy is left to the
   * machine.
   */
  @Override
  public void close() {
    remove();
    AtExit.remove(ending);
  }

  private void remove() {
    for (Path folder : folders) {
      for (int attempt = 0; attempt < REMOVE_ATTEMPTS && !removed(folder); attempt++) {
        try {
          Thread.sleep(REMOVE_PAUSE_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private static boolean removed(Path folder) {
    // Not Files.delete on the whole tree: the kernel removes a control group's own files with its
    // folder.
    return !Files.exists(folder) || folder.toFile().delete();
  }
}
