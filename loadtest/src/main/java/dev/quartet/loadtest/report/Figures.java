package dev.quartet.loadtest.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as text: three significant digits below a hundred, a dash for what is not known. */
public final class Figures {
  private Figures() {}

  /** A figure as a reader wants it. */
  public static String text(@Nullable Double figure) {
    if (figure == null || figure.isNaN()) {
      return "–";
    }
    double size = Math.abs(figure);
    String pattern = size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, pattern, figure);
  }
}
