package dev.quartet.contract.harness;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/** Waits for a target that listens by itself: the local app and the container. */
final class Server {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Server() {}

  static RunningTarget await(
      ManagedProcess process, int port, String awaitedPath, Runnable cleanUp) {
    Http http = new Http(path -> URI.create("http://127.0.0.1:" + port + path));
    RunningTarget target = new RunningTarget(process, http, null, cleanUp);
    try {
      process.await("UP at " + awaitedPath, LIMIT, () -> isUp(http, awaitedPath));
      return target;
    } catch (RuntimeException e) {
      target.close();
      throw e;
    }
  }

  private static boolean isUp(Http http, String path) {
    try {
      return http.get(path).status() == 200;
    } catch (UncheckedIOException notListeningYet) {
      return false;
    }
  }
}
