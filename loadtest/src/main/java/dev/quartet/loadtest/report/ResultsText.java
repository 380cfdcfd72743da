package dev.quartet.loadtest.report;

import static dev.quartet.loadtest.report.Figures.text;

import dev.quartet.loadtest.record.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The results for a terminal: one table, and what a reader must know beside it. */
public final class ResultsText {
  static final List<String> COLUMNS =
      List.of(
          "target",
          "function",
          "p50 ms",
          "p99 ms",
          "counted",
          "errors",
          "void blocks",
          "cold start ms",
          "init ms",
          "memory MB",
          "artifact MB");

  private ResultsText() {}

  public static String of(Results results) {
    StringBuilder text = new StringBuilder();
    TextTable table = new TextTable(2, COLUMNS);
    rows(results).forEach(table::add);
    text.append(table.text()).append('\n');
    Results.Settings settings = results.settings();
    text.append(
        String.format(
            Locale.ROOT,
            "%s arrivals at %s/s for %s s in each of %d blocks, seed %d; each arm: %s. Cold starts by %s. Blocks: %s.%n",
            settings.arrivals(),
            trimmed(settings.ratePerSecond()),
            trimmed(settings.durationSeconds()),
            settings.blocks(),
            settings.seed(),
            results.wereOnAws() ? "as deployed on AWS" : limits(settings),
            settings.startFunction(),
            results.ended()));
    notes(results).forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  private static String limits(Results.Settings settings) {
    return String.format(
        Locale.ROOT,
        "%.2f vCPU, %d MB. Delays: S3 %d ms, DynamoDB %d ms",
        settings.cpus(),
        settings.memoryMegabytes(),
        settings.storeDelays().s3Millis(),
        settings.storeDelays().dynamoDbMillis());
  }

  /** One row for each function of each arm. */
  static List<List<String>> rows(Results results) {
    List<List<String>> rows = new ArrayList<>();
    for (Results.ArmResult arm : results.arms()) {
      for (Results.FunctionResult function : arm.functions()) {
        rows.add(
            List.of(
                arm.arm(),
                function.function(),
                percentile(function.p50Millis(), function.indicativeP50Millis()),
                percentile(function.p99Millis(), function.indicativeP99Millis()),
                String.valueOf(function.counted()),
                String.valueOf(function.errors()),
                function.voidBlocks() + " of " + function.blocks(),
                text(arm.coldStartMedianMillis()),
                text(arm.initMedianMillis()),
                text(arm.peakMemoryMegabytes()),
                text(arm.artifactMegabytes())));
      }
    }
    return rows;
  }

  /**
   * The figure of the blocks that count; without any, that of all right answers, marked as no
   * result.
   */
  private static String percentile(@Nullable Double counted, @Nullable Double indicative) {
    return counted != null || indicative == null ? text(counted) : "(" + text(indicative) + ")";
  }

  /** Skipped arms, remarks and void blocks with their reasons, one line each. */
  static List<String> notes(Results results) {
    List<String> notes = new ArrayList<>();
    if (results.arms().stream()
        .flatMap(arm -> arm.functions().stream())
        .anyMatch(function -> function.counted() == 0 && function.indicativeP50Millis() != null)) {
      notes.add(
          "(…): every block is void, so this is no result: the right answers of void blocks, as an indication");
    }
    results.skipped().forEach(skip -> notes.add("Skipped: " + skip.arm() + ": " + skip.reason()));
    results
        .arms()
        .forEach(
            arm ->
                arm.remarks().forEach(remark -> notes.add("Note: " + arm.arm() + ": " + remark)));
    results.arms().stream()
        .filter(arm -> arm.instances() > 1)
        .forEach(
            arm ->
                notes.add(
                    "Note: "
                        + arm.arm()
                        + ": "
                        + arm.instances()
                        + " execution environments at the end of the load; memory is the largest one's"));
    for (Results.Window window : results.windows()) {
      if (!window.voidReasons().isEmpty()) {
        String first =
            window.problems().isEmpty() ? "" : "; first: " + window.problems().getFirst();
        notes.add(
            "Void: block "
                + window.block()
                + ", "
                + window.arm()
                + ", "
                + window.function()
                + ": "
                + String.join("; ", window.voidReasons())
                + first);
      }
    }
    return notes;
  }

  private static String trimmed(double figure) {
    return figure == Math.rint(figure)
        ? String.valueOf((long) figure)
        : String.format(Locale.ROOT, "%.1f", figure);
  }
}
