package dev.quartet.loadtest.report;

import static dev.quartet.loadtest.report.Figures.text;

import dev.quartet.loadtest.analysis.Summary;
import dev.quartet.loadtest.analysis.Summary.Metric;
import dev.quartet.loadtest.record.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The summary for a terminal. */
public final class SummaryText {
  private SummaryText() {}

  public static String of(Summary summary) {
    StringBuilder text = new StringBuilder(ResultsText.of(summary.results()));
    section(text, "Ratio to " + summary.reference() + " [95 %]", ratios(summary));
    section(text, "US dollars for a million requests", costs(summary));
    summary.crossovers().forEach(each -> text.append(each.says()).append('\n'));
    section(text, "Watt-hours and grams of CO2e for a million requests", energy(summary));
    section(text, "Memory sweep", memory(summary));
    section(text, "Highest rate", highestRates(summary));
    Summary.GeneratorFigure generator = summary.generator();
    text.append(
        String.format(
            Locale.ROOT,
            "%nGenerator: late by p50 %s ms, p99 %s ms, worst p99 of a counted run %s ms; %s ms CPU a request; %d of %d runs void.%n",
            text(generator.latenessP50Millis()),
            text(generator.latenessP99Millis()),
            text(generator.worstLatenessP99Millis()),
            text(generator.cpuMillisPerRequest()),
            generator.voidRuns(),
            generator.runs()));
    summary.verdict().forEach(sentence -> text.append(sentence).append('\n'));
    return text.toString();
  }

  private static void section(StringBuilder text, String title, List<List<String>> rows) {
    if (rows.size() < 2) {
      return;
    }
    TextTable table = new TextTable(2, rows.getFirst());
    rows.subList(1, rows.size()).forEach(table::add);
    text.append('\n').append(title).append('\n').append(table.text());
  }

  /** A header and a row for each arm and function that is held to the reference. */
  static List<List<String>> ratios(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "target", "function", "p50", "p90", "p99", "CPU", "cost", "energy", "P(p50 lower)"));
    for (Results.ArmResult arm : summary.results().arms()) {
      for (Results.FunctionResult function : arm.functions()) {
        List<Summary.RatioFigure> own =
            summary.ratios().stream()
                .filter(ratio -> ratio.arm().equals(arm.arm()))
                .filter(ratio -> function.function().equals(ratio.function()))
                .toList();
        if (!own.isEmpty()) {
          rows.add(
              List.of(
                  arm.arm(),
                  function.function(),
                  ratio(own, Metric.P50),
                  ratio(own, Metric.P90),
                  ratio(own, Metric.P99),
                  ratio(own, Metric.CPU),
                  ratio(own, Metric.COST),
                  ratio(own, Metric.ENERGY),
                  own.stream()
                      .filter(each -> each.metric() == Metric.P50)
                      .map(
                          each ->
                              String.format(Locale.ROOT, "%.3f", each.probabilityBelowReference()))
                      .findFirst()
                      .orElse("–")));
        }
      }
      List<Summary.RatioFigure> cold =
          summary.ratios().stream()
              .filter(ratio -> ratio.arm().equals(arm.arm()) && ratio.function() == null)
              .toList();
      if (!cold.isEmpty()) {
        rows.add(
            List.of(
                arm.arm(),
                "(cold start)",
                ratio(cold, Metric.COLD_START),
                "–",
                "–",
                "–",
                "–",
                "–",
                "–"));
      }
    }
    return rows;
  }

  private static String ratio(List<Summary.RatioFigure> ratios, Metric metric) {
    return ratios.stream()
        .filter(each -> each.metric() == metric)
        .map(each -> figure(each.ratio(), "%.2f") + (each.enoughBlocks() ? "" : "?"))
        .findFirst()
        .orElse("–");
  }

  static String figure(Summary.@Nullable Figure figure, String format) {
    return figure == null
        ? "–"
        : String.format(
            Locale.ROOT,
            format + " [" + format + ", " + format + "]",
            figure.estimate(),
            figure.low(),
            figure.high());
  }

  static List<List<String>> costs(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("target", "function", "at the run's rate", "measured", "unit"));
    for (Summary.CostFigure cost : summary.costs()) {
      rows.add(
          List.of(
              cost.arm(),
              cost.function(),
              String.format(Locale.ROOT, "%.3f", cost.atRate().usdPerMillion()),
              figure(cost.measured(), "%.5f"),
              cost.measuredUnit()));
    }
    return rows;
  }

  static List<List<String>> energy(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "target",
            "function",
            "model",
            "Wh (modelled)",
            "band",
            "CPU ms a request (measured)",
            "g CO2e (SCI)",
            "RAPL Wh, whole machine"));
    for (Summary.EnergyFigure energy : summary.energy()) {
      rows.add(
          List.of(
              energy.arm(),
              energy.function(),
              energy.model(),
              figure(energy.wattHoursPerMillion(), "%.2f"),
              String.format(Locale.ROOT, "%.2f to %.2f", energy.bandLow(), energy.bandHigh()),
              text(energy.cpuMillis()),
              text(energy.gramsPerMillion()),
              text(energy.packageWattHoursPerMillion())));
    }
    return rows;
  }

  static List<List<String>> memory(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "target",
            "function",
            "MB",
            "p50 ms",
            "billed ms",
            "cold start ms",
            "$ per million",
            "Wh per million",
            "best for"));
    for (Summary.MemoryFigure memory : summary.memorySweep()) {
      rows.add(
          List.of(
              memory.arm(),
              memory.function(),
              String.valueOf(memory.memoryMegabytes()),
              text(memory.p50Millis()),
              text(memory.billedMillis()),
              text(memory.coldStartMillis()),
              text(memory.usdPerMillion()),
              text(memory.wattHoursPerMillion()),
              String.join(", ", memory.best())));
    }
    return rows;
  }

  static List<List<String>> highestRates(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("target", "function", "p99 limit ms", "held at /s", "failed at /s"));
    for (Summary.HighestRate rate : summary.highestRates()) {
      rows.add(
          List.of(
              rate.arm(),
              rate.function(),
              text(rate.limitMillis()),
              text(rate.ratePerSecond()),
              text(rate.failedAt())));
    }
    return rows;
  }
}
