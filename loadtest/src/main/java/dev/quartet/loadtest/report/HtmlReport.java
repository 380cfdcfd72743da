package dev.quartet.loadtest.report;

import static dev.quartet.loadtest.report.Figures.text;

import dev.quartet.loadtest.comparison.Results;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results as one file that needs no network and no scripts. */
final class HtmlReport {
  private static final double BAR_WIDTH = 360;

  private HtmlReport() {}

  static String of(Results results) throws IOException {
    Engine engine =
        Engine.builder()
            .addDefaults()
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .build();
    return engine
        .parse(template(), Variant.forContentType(Variant.TEXT_HTML))
        .data("run", results.run())
        .data("startedAt", results.startedAt())
        .data("ended", results.ended())
        .data("settings", settings(results.settings()))
        .data("machine", machine(results))
        .data("columns", ResultsText.COLUMNS)
        .data("rows", ResultsText.rows(results))
        .data("charts", charts(results))
        .data("notes", ResultsText.notes(results))
        .data("descriptions", descriptions(results))
        .data("windows", windows(results))
        .data("orders", orders(results))
        .render();
  }

  private static String template() throws IOException {
    try (InputStream stream = HtmlReport.class.getResourceAsStream("report.html")) {
      if (stream == null) {
        throw new IOException(
            "report.html is missing in the jar; build it again with ./mvnw package -pl loadtest");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Map<String, Object>> charts(Results results) {
    List<Map<String, Object>> charts = new ArrayList<>();
    List<String> functions =
        results.arms().stream()
            .flatMap(arm -> arm.functions().stream())
            .map(Results.FunctionResult::function)
            .distinct()
            .toList();
    for (String function : functions) {
      charts.add(
          chart(function + ": p50, ms", results, function, Results.FunctionResult::p50Millis));
      charts.add(
          chart(function + ": p99, ms", results, function, Results.FunctionResult::p99Millis));
    }
    List<Bar> colds =
        results.arms().stream()
            .map(arm -> new Bar(arm.arm(), arm.coldStartMedianMillis()))
            .toList();
    charts.add(chart("Cold start to the first right answer, median, ms", colds));
    List<Bar> memory =
        results.arms().stream().map(arm -> new Bar(arm.arm(), arm.peakMemoryMegabytes())).toList();
    charts.add(chart("Peak resident memory, MB", memory));
    return charts;
  }

  private record Bar(String label, @Nullable Double figure) {}

  @FunctionalInterface
  private interface FigureOf {
    @Nullable Double in(Results.FunctionResult result);
  }

  private static Map<String, Object> chart(
      String title, Results results, String function, FigureOf figure) {
    List<Bar> bars = new ArrayList<>();
    for (Results.ArmResult arm : results.arms()) {
      arm.functions().stream()
          .filter(result -> result.function().equals(function))
          .forEach(result -> bars.add(new Bar(arm.arm(), figure.in(result))));
    }
    return chart(title, bars);
  }

  private static Map<String, Object> chart(String title, List<Bar> bars) {
    double largest = 0;
    for (Bar bar : bars) {
      largest = Math.max(largest, bar.figure() == null ? 0 : bar.figure());
    }
    List<Map<String, Object>> drawn = new ArrayList<>();
    for (Bar bar : bars) {
      double width = bar.figure() == null || largest == 0 ? 0 : bar.figure() / largest * BAR_WIDTH;
      int top = drawn.size() * 26;
      drawn.add(
          Map.of(
              "label", bar.label(),
              "figure", text(bar.figure()),
              "top", top,
              "middle", top + 15,
              "width", String.format(Locale.ROOT, "%.1f", width),
              "after", String.format(Locale.ROOT, "%.1f", 126 + width)));
    }
    return Map.of("title", title, "bars", drawn, "height", Math.max(1, bars.size()) * 26);
  }

  private static List<Map<String, Object>> windows(Results results) {
    List<Map<String, Object>> windows = new ArrayList<>();
    for (Results.Window window : results.windows()) {
      windows.add(
          Map.of(
              "cells",
              List.of(
                  String.valueOf(window.block()),
                  String.valueOf(window.position()),
                  window.arm(),
                  window.function(),
                  String.valueOf(window.requests()),
                  text(window.p50Millis()),
                  text(window.p99Millis()),
                  text(window.serviceP50Millis()),
                  text(window.serviceP99Millis()),
                  text(window.latenessP99Millis()),
                  text(window.storesCpuSeconds()),
                  text(window.generatorCpuSeconds()),
                  window.voidReasons().isEmpty()
                      ? "yes"
                      : "no: " + String.join("; ", window.voidReasons()))));
    }
    return windows;
  }

  private static List<String> orders(Results results) {
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < results.order().size(); i++) {
      orders.add("block " + (i + 1) + ": " + String.join(", ", results.order().get(i)));
    }
    return orders;
  }

  private static List<List<String>> descriptions(Results results) {
    return results.arms().stream().map(arm -> List.of(arm.arm(), arm.description())).toList();
  }

  private static List<List<String>> settings(Results.Settings settings) {
    List<List<String>> facts = new ArrayList<>();
    for (Results.Requests requests : settings.functions()) {
      facts.add(List.of("Requests to " + requests.function(), requests.description()));
    }
    facts.addAll(figures(settings));
    return facts;
  }

  private static List<List<String>> figures(Results.Settings settings) {
    return List.of(
        List.of("Cold start", "to the first right answer of " + settings.startFunction()),
        List.of(
            "Arrivals",
            settings.arrivals() + ", " + text(settings.ratePerSecond()) + " per second on average"),
        List.of("Counted run", text(settings.durationSeconds()) + " s per function, arm and block"),
        List.of("Warm-up", text(settings.warmUpSeconds()) + " s per function and arm, not counted"),
        List.of(
            "Limits of each arm",
            text(settings.cpus()) + " vCPU, " + settings.memoryMegabytes() + " MB"),
        List.of(
            "Lambda environments",
            "at most " + settings.environments() + ", each with these limits"),
        List.of("Deadline", text(settings.deadlineMillis()) + " ms from the intended start"),
        List.of("In flight", "at most " + settings.maxInFlight() + " requests"),
        List.of("Lateness allowed", "p99 of " + text(settings.maxLatenessMillis()) + " ms"),
        List.of("Seed", String.valueOf(settings.seed())));
  }

  private static List<List<String>> machine(Results results) {
    List<List<String>> machine = new ArrayList<>();
    machine.add(
        List.of(
            "Processor",
            results.machine().processorModel()
                + ", "
                + results.machine().processors()
                + " logical"));
    machine.add(
        List.of(
            "System",
            results.machine().operatingSystem() + ", " + results.machine().architecture()));
    machine.add(List.of("Load average at the start", text(results.machine().loadAverage())));
    machine.add(List.of("Java", results.machine().java()));
    machine.add(List.of("Revision", results.machine().revision()));
    results.versions().forEach((what, version) -> machine.add(List.of(what, version)));
    return machine;
  }
}
