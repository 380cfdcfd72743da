package dev.quartet.localaws.child;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Ends this process when its parent is gone. The parent holds the other end of standard input,
 * which the operating system closes however the parent ends, kill -9 included.
 */
final class ParentPipe {
  private static final long EXIT_GRACE_SECONDS = 4;

  private ParentPipe() {}

  static void endWithParent() {
    Thread.ofPlatform().daemon().name("parent-pipe").start(ParentPipe::awaitEnd);
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever sent: only the end of the stream counts.
      }
    } catch (IOException brokenPipe) {
      System.err.println("standard input broke, ending: " + brokenPipe.getMessage());
    }
    Thread.ofPlatform().daemon().name("exit-watchdog").start(ParentPipe::haltAfterGrace);
    System.exit(0);
  }

  /** A shutdown hook that hangs must not keep the process alive. */
  private static void haltAfterGrace() {
    try {
      TimeUnit.SECONDS.sleep(EXIT_GRACE_SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
