package dev.quartet.locallambda;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** Reading and writing the files of a control group. */
final class ControlFiles {
  private static final int REMOVAL_TRIES = 50;
  private static final long REMOVAL_PAUSE_MILLIS = 20;

  private static final AtomicInteger GROUPS = new AtomicInteger();

  private ControlFiles() {}

  /**
   * A name for the group of one server: no other process, and no other server in this one, has it.
   */
  static String newGroupName() {
    return "quartet-local-lambda-" + ProcessHandle.current().pid() + "-" + GROUPS.incrementAndGet();
  }

  static void write(Path file, String value) throws IOException {
    Files.writeString(file, value, StandardOpenOption.WRITE);
  }

  static OptionalLong readNumber(Path file) {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The first number of the line that starts so, as in {@code VmHWM: 123 kB}. */
  static OptionalLong readNumberOfLine(Path file, String start) {
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(start)) {
          return OptionalLong.of(
              Long.parseLong(line.substring(start.length()).strip().split(" ", 2)[0]));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  /** Whether a group hands both the CPU and the memory controller down. */
  static boolean hasControllers(Path subtreeControl) throws IOException {
    return List.of(Files.readString(subtreeControl).strip().split(" "))
        .containsAll(List.of("cpu", "memory"));
  }

  static List<Long> processes(Path folder) {
    try {
      return Files.readAllLines(folder.resolve("cgroup.procs")).stream()
          .map(Long::parseLong)
          .toList();
    } catch (IOException | NumberFormatException e) {
      return List.of();
    }
  }

  /** Removes a group; its last processes may take a moment to be gone after they were killed. */
  static void remove(Path folder) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        Files.delete(folder);
        return;
      } catch (NoSuchFileException e) {
        return;
      } catch (DirectoryNotEmptyException e) {
        throw e;
      } catch (FileSystemException e) {
        if (tries == REMOVAL_TRIES) {
          throw e;
        }
      }
      try {
        Thread.sleep(REMOVAL_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
