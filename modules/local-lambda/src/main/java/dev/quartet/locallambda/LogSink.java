package dev.quartet.locallambda;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where log lines of all environments go, one whole line at a time. Thread-safe: a thread of its
 * own writes, so that no invocation waits for a terminal; callers wait once 10,000 lines do.
 */
final class LogSink implements AutoCloseable {
  private static final int CAPACITY_LINES = 10_000;
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> lines = new ArrayBlockingQueue<>(CAPACITY_LINES);
  private final @Nullable OutputStream output;
  private final @Nullable Thread writer;

  /**
   * @param output null keeps no log
   */
  LogSink(@Nullable OutputStream output) {
    if (output == null) {
      this.output = null;
      this.writer = null;
    } else {
      this.output = new BufferedOutputStream(output, 1 << 16);
      this.writer = Thread.ofPlatform().daemon().name("log").start(this::write);
    }
  }

  boolean isKept() {
    return writer != null;
  }

  void line(String line) {
    if (isKept()) {
      put((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A line of an environment, named in front of it: {@code [predict 1] START …}. */
  void line(String environment, byte[] line, int length) {
    if (isKept()) {
      byte[] prefix = ("[" + environment + "] ").getBytes(StandardCharsets.UTF_8);
      byte[] whole = new byte[prefix.length + length + 1];
      System.arraycopy(prefix, 0, whole, 0, prefix.length);
      System.arraycopy(line, 0, whole, prefix.length, length);
      whole[whole.length - 1] = '\n';
      put(whole);
    }
  }

  private void put(byte[] line) {
    try {
      lines.put(line);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    OutputStream target = output;
    if (target == null) {
      return;
    }
    try {
      while (true) {
        byte[] line = lines.poll();
        if (line == null) {
          target.flush();
          line = lines.take();
        }
        if (line == END) {
          target.flush();
          return;
        }
        target.write(line);
      }
    } catch (IOException e) {
      // Nobody reads the log any more (a closed pipe): serving goes on, lines are dropped.
      discard();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void discard() {
    try {
      byte[] line;
      do {
        line = lines.take();
      } while (line != END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Thread thread = writer;
    if (thread != null) {
      put(END);
      try {
        thread.join(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
