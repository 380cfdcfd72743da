package dev.quartet.loadtest.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must be ended when this process is interrupted, the youngest first. Safe for use by several
 * threads.
 */
public final class AtExit {
  private static final Deque<Runnable> ENDINGS = new ArrayDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AtExit::runAll, "end what was started"));
  }

  private AtExit() {}

  /** Runs {@code ending} when the process ends, unless it is removed before. */
  public static void add(Runnable ending) {
    synchronized (ENDINGS) {
      ENDINGS.push(ending);
    }
  }

  /** Forgets {@code ending}, the very object that was added. */
  public static void remove(Runnable ending) {
    synchronized (ENDINGS) {
      ENDINGS.removeIf(candidate -> candidate == ending);
    }
  }

  private static void runAll() {
    while (true) {
      Runnable ending;
      synchronized (ENDINGS) {
        if (ENDINGS.isEmpty()) {
          return;
        }
        ending = ENDINGS.pop();
      }
      ending.run();
    }
  }
}
