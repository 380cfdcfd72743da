package dev.quartet.loadtest.report;

import static dev.quartet.loadtest.report.Figures.text;

import dev.quartet.loadtest.analysis.Summary;
import dev.quartet.loadtest.cost.Bill;
import dev.quartet.loadtest.json.CheckedJson;
import dev.quartet.loadtest.measure.Spread;
import dev.quartet.loadtest.record.RecordedRun;
import dev.quartet.loadtest.record.Results;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run as one file that needs no network and no scripts. */
final class HtmlReport {
  private HtmlReport() {}

  static String of(Summary summary, RecordedRun run) throws IOException {
    Results results = summary.results();
    Charts charts = new Charts(summary, run);
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
        .data("verdict", summary.verdict())
        .data("caveats", summary.caveats())
        .data("reference", summary.reference() == null ? "–" : summary.reference())
        .data("resamples", summary.analysis().resamples())
        .data("settings", settings(results))
        .data("machine", machine(results))
        .data("columns", ResultsText.COLUMNS)
        .data("rows", ResultsText.rows(results))
        .data("notes", ResultsText.notes(results))
        .data("ratios", SummaryText.ratios(summary))
        .data("costs", SummaryText.costs(summary))
        .data("bills", bills(summary))
        .data(
            "crossovers", summary.crossovers().stream().map(Summary.CrossoverFigure::says).toList())
        .data("energy", SummaryText.energy(summary))
        .data("memory", SummaryText.memory(summary))
        .data("highestRates", SummaryText.highestRates(summary))
        .data("coldStarts", coldStarts(results))
        .data("generator", generator(summary.generator()))
        .data("latencyCharts", charts.latencies())
        .data("coldCharts", charts.coldStarts())
        .data("costCharts", charts.costs())
        .data("blockCharts", charts.blocks())
        .data("memoryCharts", charts.memory())
        .data("descriptions", descriptions(results))
        .data("windows", windows(results))
        .data("orders", orders(results))
        .render();
  }

  private static String template() throws IOException {
    return new String(
        CheckedJson.resource("/dev/quartet/loadtest/report/report.html"), StandardCharsets.UTF_8);
  }

  private static List<Map<String, Object>> bills(Summary summary) {
    List<Map<String, Object>> bills = new ArrayList<>();
    for (Summary.CostFigure cost : summary.costs()) {
      List<List<String>> rows = new ArrayList<>();
      for (Bill.Item item : cost.atRate().items()) {
        rows.add(
            List.of(
                item.name(),
                String.format(Locale.ROOT, "%.4f", item.usdPerMillion()),
                item.basis()));
      }
      rows.add(
          List.of("all", String.format(Locale.ROOT, "%.4f", cost.atRate().usdPerMillion()), ""));
      bills.add(Map.of("title", cost.arm() + ", " + cost.function(), "rows", rows));
    }
    return bills;
  }

  private static List<List<String>> coldStarts(Results results) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "target",
            "forced",
            "init ms",
            "first invocation ms",
            "sum ms: median",
            "least",
            "most"));
    for (Results.ArmResult arm : results.arms()) {
      if (arm.coldStarts().isEmpty()) {
        continue;
      }
      List<Double> firsts = new ArrayList<>();
      List<Double> sums = new ArrayList<>();
      for (Results.ColdStartSample cold : arm.coldStarts()) {
        sums.add(cold.firstAnswerMillis());
        Double first = cold.firstInvocationMillis();
        if (first != null) {
          firsts.add(first);
        }
      }
      Spread sum = Spread.of(sums);
      rows.add(
          List.of(
              arm.arm(),
              String.valueOf(arm.coldStarts().size()),
              text(arm.initMedianMillis()),
              text(Spread.of(firsts).median()),
              text(sum.median()),
              text(sum.min()),
              text(sum.max())));
    }
    return rows;
  }

  private static List<List<String>> generator(Summary.GeneratorFigure generator) {
    return List.of(
        List.of("Late, p50", text(generator.latenessP50Millis()) + " ms"),
        List.of("Late, p99", text(generator.latenessP99Millis()) + " ms"),
        List.of(
            "Late, worst p99 of a counted run", text(generator.worstLatenessP99Millis()) + " ms"),
        List.of("Own CPU time for a request", text(generator.cpuMillisPerRequest()) + " ms"),
        List.of("Void runs", generator.voidRuns() + " of " + generator.runs()));
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
                  text(window.usage().cpuSeconds()),
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

  private static List<List<String>> settings(Results results) {
    Results.Settings settings = results.settings();
    List<List<String>> facts = new ArrayList<>();
    for (Results.Requests requests : settings.functions()) {
      facts.add(List.of("Requests to " + requests.function(), requests.description()));
    }
    facts.addAll(figures(settings));
    if (!results.wereOnAws()) {
      facts.addAll(ofThisMachine(settings));
    }
    return facts;
  }

  /** On AWS they are as deployed. */
  private static List<List<String>> ofThisMachine(Results.Settings settings) {
    return List.of(
        List.of(
            "Limits of each arm",
            text(settings.cpus()) + " vCPU, " + settings.memoryMegabytes() + " MB"),
        List.of(
            "Lambda environments",
            "at most " + settings.environments() + ", each with these limits"),
        List.of(
            "Added to the stores' answers",
            settings.storeDelays().s3Millis()
                + " ms by S3, "
                + settings.storeDelays().dynamoDbMillis()
                + " ms by DynamoDB"));
  }

  private static List<List<String>> figures(Results.Settings settings) {
    return List.of(
        List.of("Cold start", "to the first right answer of " + settings.startFunction()),
        List.of(
            "Arrivals",
            settings.arrivals() + ", " + text(settings.ratePerSecond()) + " per second on average"),
        List.of("Counted run", text(settings.durationSeconds()) + " s per function, arm and block"),
        List.of("Warm-up", text(settings.warmUpSeconds()) + " s per function and arm, not counted"),
        List.of("Deadline", text(settings.deadlineMillis()) + " ms from the intended start"),
        List.of("In flight", "at most " + settings.maxInFlight() + " requests"),
        List.of("Lateness allowed", "p99 of " + text(settings.maxLatenessMillis()) + " ms"),
        List.of("Seed", String.valueOf(settings.seed())),
        List.of("Flags", settings.flags().isEmpty() ? "none" : String.join(" ", settings.flags())));
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
