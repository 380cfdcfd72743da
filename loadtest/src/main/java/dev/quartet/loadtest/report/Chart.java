package dev.quartet.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A chart as static SVG: lines with bands or dots, on linear or logarithmic axes. Each series has a
 * colour and a dash of its own, so that it can be told on paper too; its place among all arms
 * decides which.
 */
final class Chart {
  private static final double WIDTH = 640;
  private static final double HEIGHT = 320;
  private static final double LEFT = 64;
  private static final double RIGHT = 16;
  private static final double TOP = 12;
  private static final double BOTTOM = 44;
  private static final double LEGEND_LINE = 20;
  private static final int LEGEND_COLUMNS = 3;
  private static final int TICKS = 5;

  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<Series> series = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();

  /** A name with its unit, and whether distances are ratios. */
  record Axis(String name, boolean logarithmic) {}

  /** A point, with the ends of its band; the ends are the point itself where there is no band. */
  record Point(double x, double y, double low, double high) {
    Point(double x, double y) {
      this(x, y, y, y);
    }
  }

  /** A vertical line with a word. */
  record Mark(double x, String word) {}

  private record Series(String name, int style, List<Point> points, boolean dots) {}

  Chart(String title, Axis x, Axis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /**
   * @param style the arm's place among all arms
   */
  void line(String name, int style, List<Point> points) {
    add(name, style, points, false);
  }

  void dots(String name, int style, List<Point> points) {
    add(name, style, points, true);
  }

  private void add(String name, int style, List<Point> points, boolean dots) {
    List<Point> drawn =
        points.stream()
            .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()))
            .filter(point -> !x.logarithmic() || point.x() > 0)
            .filter(point -> !y.logarithmic() || point.low() > 0)
            .toList();
    if (!drawn.isEmpty()) {
      series.add(new Series(name, style, drawn, dots));
    }
  }

  void mark(double at, String word) {
    marks.add(new Mark(at, word));
  }

  boolean isEmpty() {
    return series.isEmpty();
  }

  String svg() {
    Scale across =
        new Scale(
            x,
            series.stream().flatMap(each -> each.points().stream()).mapToDouble(Point::x).toArray(),
            LEFT,
            WIDTH - RIGHT);
    Scale up =
        new Scale(
            y,
            series.stream()
                .flatMap(each -> each.points().stream())
                .flatMapToDouble(point -> DoubleStream.of(point.low(), point.high()))
                .toArray(),
            HEIGHT - BOTTOM,
            TOP);
    int legendLines = (series.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
            WIDTH, HEIGHT + legendLines * LEGEND_LINE, escaped(title)));
    grid(svg, across, up);
    for (Mark mark : marks) {
      double at = across.at(mark.x());
      svg.append(
          format(
              "<line class=\"mark\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"%.1f\" y=\"%.1f\">%s</text>",
              at, at, TOP, HEIGHT - BOTTOM, at + 4, TOP + 10, escaped(mark.word())));
    }
    for (Series each : series) {
      draw(svg, each, across, up);
    }
    legend(svg);
    return svg.append("</svg>").toString();
  }

  private void grid(StringBuilder svg, Scale across, Scale up) {
    for (double tick : across.ticks()) {
      double at = across.at(tick);
      svg.append(
          format(
              "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
              at, at, TOP, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 16, label(tick)));
    }
    for (double tick : up.ticks()) {
      double at = up.at(tick);
      svg.append(
          format(
              "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              LEFT, WIDTH - RIGHT, at, at, LEFT - 6, at + 4, label(tick)));
    }
    svg.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, escaped(x.name())));
    svg.append(
        format(
            "<text transform=\"translate(14 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>",
            (TOP + HEIGHT - BOTTOM) / 2, escaped(y.name())));
  }

  private static void draw(StringBuilder svg, Series series, Scale across, Scale up) {
    int style = series.style() % 8;
    if (series.dots()) {
      for (Point point : series.points()) {
        svg.append(
            format(
                "<circle class=\"s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>",
                style, across.at(point.x()), up.at(point.y())));
      }
      return;
    }
    if (series.points().stream().anyMatch(point -> point.low() != point.high())) {
      StringBuilder band = new StringBuilder();
      for (Point point : series.points()) {
        band.append(format("%.1f,%.1f ", across.at(point.x()), up.at(point.high())));
      }
      for (Point point : series.points().reversed()) {
        band.append(format("%.1f,%.1f ", across.at(point.x()), up.at(point.low())));
      }
      svg.append("<polygon class=\"b")
          .append(style)
          .append("\" points=\"")
          .append(band)
          .append("\"/>");
    }
    StringBuilder line = new StringBuilder();
    for (Point point : series.points()) {
      line.append(format("%.1f,%.1f ", across.at(point.x()), up.at(point.y())));
    }
    svg.append("<polyline class=\"s")
        .append(style)
        .append("\" points=\"")
        .append(line)
        .append("\"/>");
  }

  private void legend(StringBuilder svg) {
    double column = (WIDTH - LEFT) / LEGEND_COLUMNS;
    for (int i = 0; i < series.size(); i++) {
      double left = LEFT + i % LEGEND_COLUMNS * column;
      double line = HEIGHT + i / LEGEND_COLUMNS * LEGEND_LINE + 6;
      int style = series.get(i).style() % 8;
      svg.append(
          format(
              "<polyline class=\"s%d\" points=\"%.1f,%.1f %.1f,%.1f\"/><text x=\"%.1f\" y=\"%.1f\">%s</text>",
              style,
              left,
              line,
              left + 26,
              line,
              left + 32,
              line + 4,
              escaped(series.get(i).name())));
    }
  }

  private static String label(double tick) {
    double size = Math.abs(tick);
    if (size != 0 && (size < 0.001 || size >= 1e6)) {
      return format("%.0e", tick);
    }
    return tick == Math.rint(tick)
        ? format("%.0f", tick)
        : format("%.3g", tick).replaceAll("0+$", "");
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** From figures to places. */
  private static final class Scale {
    private final Axis axis;
    private final double low;
    private final double high;
    private final double from;
    private final double to;

    Scale(Axis axis, double[] figures, double from, double to) {
      this.axis = axis;
      this.from = from;
      this.to = to;
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (double each : figures) {
        least = Math.min(least, axis.logarithmic() ? Math.log10(each) : each);
        most = Math.max(most, axis.logarithmic() ? Math.log10(each) : each);
      }
      if (!axis.logarithmic()) {
        least = Math.min(0, least);
      }
      low = least;
      high = most > least ? most : least + 1;
    }

    double at(double figure) {
      double place = axis.logarithmic() ? Math.log10(figure) : figure;
      return from + (place - low) / (high - low) * (to - from);
    }

    List<Double> ticks() {
      List<Double> ticks = new ArrayList<>();
      if (axis.logarithmic()) {
        boolean few = high - low < 2;
        for (int power = (int) Math.floor(low); power <= Math.ceil(high); power++) {
          for (double part : few ? new double[] {1, 2, 5} : new double[] {1}) {
            double tick = part * Math.pow(10, power);
            if (Math.log10(tick) >= low - 1e-9 && Math.log10(tick) <= high + 1e-9) {
              ticks.add(tick);
            }
          }
        }
        return ticks;
      }
      double rough = (high - low) / TICKS;
      double power = Math.pow(10, Math.floor(Math.log10(rough)));
      double step =
          rough / power > 5
              ? 10 * power
              : rough / power > 2 ? 5 * power : rough / power > 1 ? 2 * power : power;
      for (double tick = Math.ceil(low / step) * step; tick <= high + 1e-9; tick += step) {
        ticks.add(Math.round(tick / step) * step);
      }
      return ticks;
    }
  }
}
