package dev.quartet.locallambda;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The log of one environment: what its processes write, and the platform's own lines, in the order
 * in which they came about. Both go through one pipe: a mark in the pipe stands for a platform's
 * line, so that a REPORT never overtakes what the function printed before it answered.
 *
 * <p>Written by one thread, read by a thread of its own.
 */
final class EnvironmentLog {
  private static final int TAIL_BYTES = 4096;

  private record Entry(String line, boolean startsTail, Consumer<byte[]> afterwards) {}

  private static final Entry END = new Entry("", false, tail -> {});

  private final String environment;
  private final LogSink sink;
  private final RandomAccessFile pipe;
  private final byte[] mark;
  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
  private final ByteArrayOutputStream tail = new ByteArrayOutputStream();

  private EnvironmentLog(String environment, LogSink sink, RandomAccessFile pipe) {
    this.environment = environment;
    this.sink = sink;
    this.pipe = pipe;
    // Nothing that a function prints by chance.
    this.mark = ("\u0001" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
  }

  static EnvironmentLog open(String environment, LogSink sink, Path pipe) throws IOException {
    EnvironmentLog log = new EnvironmentLog(environment, sink, NamedPipe.create(pipe));
    Thread.ofPlatform().daemon().name("log of " + environment).start(log::read);
    return log;
  }

  /** Logs a line of the platform. */
  void platform(String line) {
    enter(new Entry(line, false, bytes -> {}));
  }

  /** Logs a START line: what a later {@link #platformThenTail} tells begins here. */
  void start(String line) {
    enter(new Entry(line, true, bytes -> {}));
  }

  /**
   * Logs a line, then hands over the last 4 KB since the last START.
   *
   * @param afterwards called on the log's own thread
   */
  void platformThenTail(String line, Consumer<byte[]> afterwards) {
    enter(new Entry(line, false, afterwards));
  }

  /** Ends the log after all that is in the pipe; call it when the processes are gone. */
  void end() {
    enter(END);
  }

  private void enter(Entry entry) {
    entries.add(entry);
    byte[] marked = Arrays.copyOf(mark, mark.length + 1);
    marked[mark.length] = '\n';
    try {
      pipe.write(marked);
    } catch (IOException e) {
      throw new IllegalStateException("The log of " + environment + " was ended before", e);
    }
  }

  private void read() {
    byte[] buffer = new byte[1 << 16];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (pipe) {
      while (true) {
        int length = pipe.read(buffer, 0, buffer.length);
        int from = 0;
        for (int i = 0; i < length; i++) {
          if (buffer[i] == '\n') {
            line.write(buffer, from, i - from);
            from = i + 1;
            if (!lineRead(line.toByteArray())) {
              return;
            }
            line.reset();
          }
        }
        line.write(buffer, from, length - from);
      }
    } catch (IOException e) {
      sink.line("The log of " + environment + " can't be read any more: " + e.getMessage());
    }
  }

  private boolean lineRead(byte[] line) {
    int markAt = line.length - mark.length;
    if (markAt < 0 || !Arrays.equals(line, markAt, line.length, mark, 0, mark.length)) {
      print(line, line.length);
      return true;
    }
    if (markAt > 0) {
      print(line, markAt);
    }
    Entry entry = entries.remove();
    if (entry == END) {
      return false;
    }
    if (entry.startsTail) {
      tail.reset();
    }
    byte[] bytes = entry.line.getBytes(StandardCharsets.UTF_8);
    print(bytes, bytes.length);
    entry.afterwards.accept(lastBytes());
    return true;
  }

  private void print(byte[] line, int length) {
    sink.line(environment, line, length);
    tail.write(line, 0, length);
    tail.write('\n');
    if (tail.size() > 16 * TAIL_BYTES) {
      byte[] kept = lastBytes();
      tail.reset();
      tail.write(kept, 0, kept.length);
    }
  }

  private byte[] lastBytes() {
    byte[] all = tail.toByteArray();
    return Arrays.copyOfRange(all, Math.max(0, all.length - TAIL_BYTES), all.length);
  }
}
