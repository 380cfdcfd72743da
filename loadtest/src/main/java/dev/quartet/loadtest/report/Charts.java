package dev.quartet.loadtest.report;

import dev.quartet.loadtest.analysis.Summary;
import dev.quartet.loadtest.record.RecordedRun;
import dev.quartet.loadtest.record.Results;
import dev.quartet.loadtest.report.Chart.Axis;
import dev.quartet.loadtest.report.Chart.Point;
import io.quarkus.qute.RawString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** The charts of a report. */
final class Charts {
  private static final int CDF_POINTS = 200;

  private final Summary summary;
  private final RecordedRun run;
  private final List<String> arms;
  private final List<String> functions;

  Charts(Summary summary, RecordedRun run) {
    this.summary = summary;
    this.run = run;
    this.arms = summary.results().arms().stream().map(Results.ArmResult::arm).toList();
    this.functions =
        summary.results().settings().functions().stream().map(Results.Requests::function).toList();
  }

  /** Titles with their SVG, for the template. */
  private static List<Map<String, Object>> drawn(List<Map.Entry<String, Chart>> charts) {
    return charts.stream()
        .filter(each -> !each.getValue().isEmpty())
        .<Map<String, Object>>map(
            each -> Map.of("title", each.getKey(), "svg", new RawString(each.getValue().svg())))
        .toList();
  }

  List<Map<String, Object>> latencies() {
    List<Map.Entry<String, Chart>> charts = new ArrayList<>();
    for (String function : functions) {
      String title = function + ": how many requests were answered within a time";
      Chart chart =
          new Chart(title, new Axis("ms from the intended start", true), new Axis("share", false));
      for (String arm : arms) {
        chart.line(arm, arms.indexOf(arm), cdf(arm, function));
      }
      charts.add(Map.entry(title, chart));
    }
    return drawn(charts);
  }

  private List<Point> cdf(String arm, String function) {
    long[] sorted =
        run.loaded().stream()
            .filter(RecordedRun.LoadedSamples::counts)
            .filter(each -> each.facts().arm().equals(arm))
            .filter(each -> each.facts().function().equals(function))
            .flatMapToLong(each -> LongStream.of(each.samples().orElseThrow().latencyMicros()))
            .sorted()
            .toArray();
    List<Point> points = new ArrayList<>();
    for (int i = 1; i <= CDF_POINTS && sorted.length > 0; i++) {
      // Close steps at the end, where the tail is.
      double share = 1 - Math.pow(1 - i / (double) CDF_POINTS, 2);
      int at = (int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
      points.add(new Point(Math.max(1, sorted[Math.max(0, at)]) / 1e3, share));
    }
    return points;
  }

  List<Map<String, Object>> coldStarts() {
    String title = "Forced cold starts: every one, in the order of their rounds";
    Chart chart =
        new Chart(title, new Axis("round", false), new Axis("ms to the first right answer", true));
    for (Results.ArmResult arm : summary.results().arms()) {
      chart.dots(
          arm.arm(),
          arms.indexOf(arm.arm()),
          arm.coldStarts().stream()
              .map(cold -> new Point(cold.round() + 1, cold.firstAnswerMillis()))
              .toList());
    }
    return drawn(List.of(Map.entry(title, chart)));
  }

  List<Map<String, Object>> costs() {
    List<Map.Entry<String, Chart>> charts = new ArrayList<>();
    for (String function : functions) {
      String title = function + ": cost over the rate";
      Chart chart =
          new Chart(
              title,
              new Axis("requests a second", true),
              new Axis("US dollars for a million requests", true));
      for (Summary.CostFigure cost : summary.costs()) {
        if (cost.function().equals(function)) {
          chart.line(
              cost.arm(),
              arms.indexOf(cost.arm()),
              cost.curve().stream()
                  .map(
                      point ->
                          new Point(
                              point.ratePerSecond(),
                              point.usdPerMillion().estimate(),
                              point.usdPerMillion().low(),
                              point.usdPerMillion().high()))
                  .toList());
        }
      }
      for (Summary.CrossoverFigure each : summary.crossovers()) {
        if (each.function().equals(function) && each.ratePerSecond() != null) {
          chart.mark(
              Objects.requireNonNull(each.ratePerSecond()).estimate(),
              each.lambda() + " = " + each.fargate());
        }
      }
      charts.add(Map.entry(title, chart));
    }
    return drawn(charts);
  }

  List<Map<String, Object>> blocks() {
    List<Map.Entry<String, Chart>> charts = new ArrayList<>();
    for (String function : functions) {
      String title = function + ": p50 block by block";
      Chart chart = new Chart(title, new Axis("block", false), new Axis("p50 ms", false));
      for (String arm : arms) {
        chart.line(
            arm,
            arms.indexOf(arm),
            summary.results().windows().stream()
                .filter(window -> window.arm().equals(arm) && window.function().equals(function))
                .filter(window -> window.voidReasons().isEmpty() && window.p50Millis() != null)
                .map(
                    window -> new Point(window.block(), Objects.requireNonNull(window.p50Millis())))
                .toList());
      }
      charts.add(Map.entry(title, chart));
    }
    return drawn(charts);
  }

  List<Map<String, Object>> memory() {
    List<Map.Entry<String, Chart>> charts = new ArrayList<>();
    String[] keys =
        summary.memorySweep().stream()
            .map(each -> each.arm() + " " + each.function())
            .distinct()
            .toArray(String[]::new);
    String time = "Memory sweep: time that is billed";
    String cost = "Memory sweep: cost";
    Chart times = new Chart(time, new Axis("MB", true), new Axis("billed ms", true));
    Chart costs =
        new Chart(cost, new Axis("MB", true), new Axis("US dollars for a million requests", true));
    for (Summary.MemoryFigure each : summary.memorySweep()) {
      String key = each.arm() + " " + each.function();
      if (each.equals(first(key))) {
        int style = Arrays.asList(keys).indexOf(key);
        times.line(key, style, sizes(key, true));
        costs.line(key, style, sizes(key, false));
      }
    }
    charts.add(Map.entry(time, times));
    charts.add(Map.entry(cost, costs));
    return drawn(charts);
  }

  private Summary.MemoryFigure first(String key) {
    return summary.memorySweep().stream()
        .filter(each -> key.equals(each.arm() + " " + each.function()))
        .findFirst()
        .orElseThrow();
  }

  private List<Point> sizes(String key, boolean time) {
    List<Point> points = new ArrayList<>();
    for (Summary.MemoryFigure each : summary.memorySweep()) {
      Double figure = time ? each.billedMillis() : each.usdPerMillion();
      if (key.equals(each.arm() + " " + each.function()) && figure != null) {
        points.add(new Point(each.memoryMegabytes(), figure));
      }
    }
    return points;
  }
}
