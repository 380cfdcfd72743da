package dev.quartet.contract.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the machine has: a JVM, an engine, a free port. */
final class Tools {

  private Tools() {}

  /** The JVM that runs this suite; the artifacts are tried on the same one. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static boolean isOnPath(String command) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  /** A TCP port that was free a moment ago on the loopback interface. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No TCP port is free", e);
    }
  }

  /** Whether a command ended with exit code 0 within the time. Its output goes to the log file. */
  static boolean succeeds(Path log, Duration limit, List<String> command) {
    try (ManagedProcess process =
        ManagedProcess.start(command.getFirst(), command, Map.of(), log)) {
      return process.ended(limit) && process.exitCode() == 0;
    }
  }
}
