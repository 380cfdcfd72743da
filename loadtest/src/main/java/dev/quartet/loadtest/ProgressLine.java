package dev.quartet.loadtest;

import dev.quartet.loadtest.comparison.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A bar with the time left on a terminal; a line for each step elsewhere. */
final class ProgressLine implements Progress {
  private static final int WIDTH = 24;
  private static final int LINE = 110;

  private final PrintStream out;
  private final boolean terminal;

  ProgressLine(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void tell(String step, double done, Duration left) {
    if (!terminal) {
      out.println(step + ", " + time(left) + " left at most");
      return;
    }
    int filled = (int) Math.round(done * WIDTH);
    String line =
        String.format(
            Locale.ROOT,
            "[%s%s] %3.0f %%, %s left at most: %s",
            "#".repeat(filled),
            ".".repeat(WIDTH - filled),
            done * 100,
            time(left),
            step);
    String cut = line.substring(0, Math.min(line.length(), LINE));
    out.print("\r" + cut + " ".repeat(LINE - cut.length()));
    out.flush();
  }

  /** Leaves the line of the bar. */
  void end() {
    if (terminal) {
      out.println();
    }
  }

  private static String time(Duration left) {
    long seconds = left.toSeconds();
    return seconds >= 60 ? (seconds / 60) + " min " + (seconds % 60) + " s" : seconds + " s";
  }
}
