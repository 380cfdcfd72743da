package dev.quartet.image;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A run of the app in which it answers its functions' samples. When it ends, the JVM writes the
 * ahead-of-time cache.
 */
record TrainingRun(Path app, Path runtime, Path log) {

  /**
   * What the cache remembers of the compilations (JEP 515) ends at C1's second tier: that is where
   * the methods of the start are then compiled at once, without the counters of the third. With
   * C2's in it, C2 would compile them while the app starts, and on two processors cost the start
   * more than it saves.
   */
  private static final String FIRST_TIERS_ALONE = "-XX:TieredStopAtLevel=2";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Trains the app against stores of its own.
   *
   * @throws IllegalStateException if it does not start, answers a sample with another status than
   *     200, or leaves no cache
   */
  void run(Path localAws) throws IOException, InterruptedException {
    try (TrainingStores stores = TrainingStores.start(localAws)) {
      int port = freePort();
      Process training = start(stores.endpoint(), port);
      try (TrainingCalls calls = new TrainingCalls(URI.create("http://127.0.0.1:" + port))) {
        awaitReady(calls, training);
        calls.callAll();
      } catch (TrainingFailed e) {
        throw new IllegalStateException(e.getMessage() + " The app's output is in " + log + ".", e);
      } finally {
        // The cache is written when the app ends.
        stop(training);
      }
    }
    if (!Files.isRegularFile(app.resolve("app.aot"))) {
      throw new IllegalStateException(
          "The training run left no ahead-of-time cache. The app's output is in " + log + ".");
    }
  }

  private Process start(URI stores, int port) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(runtime.resolve("bin/java").toString());
    command.add(FIRST_TIERS_ALONE);
    for (String option : Files.readAllLines(app.resolve("java.options"))) {
      command.add(option.replace("-XX:AOTCache=", "-XX:AOTCacheOutput="));
    }
    command.addAll(List.of("-jar", "quarkus-run.jar"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(app.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", stores.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "training",
                "AWS_SECRET_ACCESS_KEY", "training",
                "QUARKUS_HTTP_PORT", Integer.toString(port)));
    return builder.start();
  }

  private static void awaitReady(TrainingCalls calls, Process training)
      throws InterruptedException, TrainingFailed {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadlineNanos && training.isAlive()) {
      if (calls.isReady()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new TrainingFailed(
        training.isAlive()
            ? "The app was not ready for training within " + PATIENCE.toSeconds() + " seconds."
            : "The app ended with " + training.exitValue() + " before its training.");
  }

  static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("A process of the training run did not end.");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
