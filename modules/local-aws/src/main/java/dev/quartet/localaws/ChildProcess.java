package dev.quartet.localaws;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own, with its own class path. It ends when this process ends,
 * however that happens, because it watches its standard input.
 */
final class ChildProcess {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final long STOP_LIMIT_SECONDS = 5;
  private static final long POLL_MILLIS = 20;
  private static final int CONNECT_LIMIT_MILLIS = 1000;
  private static final int KEPT_LINES = 20;

  /** Small and quick to start: the machine belongs to what is tested, not to its stores. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx256m",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED");

  private final String name;
  private final Process process;
  private final int port;
  private final CompletableFuture<Integer> ready = new CompletableFuture<>();
  private final Deque<String> lastLines = new ArrayDeque<>();

  private ChildProcess(String name, Process process, int port) {
    this.name = name;
    this.process = process;
    this.port = port;
  }

  /**
   * @param name what people call the server
   * @param classPath jars or folders of jars
   * @param port where the server will listen on 127.0.0.1
   */
  static ChildProcess start(
      String name,
      List<Path> classPath,
      String mainClass,
      List<String> jvmOptions,
      List<String> arguments,
      int port)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(
        String.join(
            System.getProperty("path.separator"),
            classPath.stream().map(folder -> folder.resolve("*").toString()).toList()));
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Options meant for the applications under test would reach every JVM below this one.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    ChildProcess child = new ChildProcess(name, builder.start(), port);
    Thread.ofVirtual().name(name + "-output").start(child::readOutput);
    Thread.ofVirtual().name(name + "-start").start(child::awaitReady);
    return child;
  }

  /** A port that is free now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Completes with the port when the server takes connections; fails with a message when it ended
   * before.
   */
  CompletableFuture<Integer> ready() {
    return ready;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Asks the server to end, and ends it when it takes too long. */
  void stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void readOutput() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lastLines) {
          lastLines.addLast(line);
          if (lastLines.size() > KEPT_LINES) {
            lastLines.removeFirst();
          }
        }
      }
    } catch (IOException e) {
      synchronized (lastLines) {
        lastLines.addLast("(its output broke off: " + e.getMessage() + ")");
      }
    }
  }

  private void awaitReady() {
    long deadlineNanos = System.nanoTime() + START_LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadlineNanos) {
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_LIMIT_MILLIS);
        ready.complete(port);
        return;
      } catch (IOException notYet) {
        pause();
      }
    }
    String why =
        process.isAlive()
            ? "did not start within " + START_LIMIT.toSeconds() + " s"
            : "ended while starting";
    synchronized (lastLines) {
      ready.completeExceptionally(
          new IOException(name + " " + why + ": " + String.join("\n", lastLines)));
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
