package dev.quartet.loadtest.analysis;

import dev.quartet.loadtest.analysis.Summary.Metric;
import dev.quartet.loadtest.record.Results;
import dev.quartet.loadtest.statistics.BlockBootstrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The run in two sentences: which arm is the fastest, and which the cheapest at which rates. */
final class Verdict {
  private final Results results;
  private final @Nullable String reference;
  private final List<Summary.RatioFigure> ratios;
  private final List<Summary.CostFigure> costs;
  private final List<Summary.CrossoverFigure> crossovers;

  Verdict(
      Results results,
      @Nullable String reference,
      List<Summary.RatioFigure> ratios,
      List<Summary.CostFigure> costs,
      List<Summary.CrossoverFigure> crossovers) {
    this.results = results;
    this.reference = reference;
    this.ratios = ratios;
    this.costs = costs;
    this.crossovers = crossovers;
  }

  List<String> sentences() {
    List<String> speeds = new ArrayList<>();
    List<String> prices = new ArrayList<>();
    for (Results.Requests function : results.settings().functions()) {
      fastest(function.function()).ifPresent(speeds::add);
      cheapest(function.function()).ifPresent(prices::add);
    }
    String speed =
        speeds.isEmpty()
            ? "No function of any arm has a block that counts, so nothing can be said about speed."
            : "Speed: " + String.join("; ", speeds) + doubt() + ".";
    String price =
        prices.isEmpty()
            ? "What AWS would bill could not be measured of any arm."
            : "Cost: " + String.join("; ", prices) + ".";
    return List.of(speed, price);
  }

  private String doubt() {
    int most = ratios.stream().mapToInt(Summary.RatioFigure::blocks).max().orElse(0);
    return most < BlockBootstrap.FEWEST_BLOCKS
        ? " (only "
            + results.order().size()
            + " blocks: a look, no verdict, which takes "
            + BlockBootstrap.FEWEST_BLOCKS
            + ")"
        : "";
  }

  private Optional<String> fastest(String function) {
    record Arm(String name, double p50Millis) {}
    List<Arm> arms = new ArrayList<>();
    for (Results.ArmResult arm : results.arms()) {
      for (Results.FunctionResult each : arm.functions()) {
        if (each.function().equals(function) && each.p50Millis() != null) {
          arms.add(new Arm(arm.arm(), each.p50Millis()));
        }
      }
    }
    return arms.stream()
        .min(Comparator.comparingDouble(Arm::p50Millis))
        .map(
            best ->
                String.format(
                    Locale.ROOT,
                    "%s answers %s fastest at the median (%.2f ms%s)",
                    best.name(),
                    function,
                    best.p50Millis(),
                    beside(best.name(), function)));
  }

  private String beside(String arm, String function) {
    if (arm.equals(reference)) {
      return ", the reference";
    }
    return ratios.stream()
        .filter(ratio -> ratio.metric() == Metric.P50)
        .filter(ratio -> ratio.arm().equals(arm) && function.equals(ratio.function()))
        .findFirst()
        .map(
            ratio ->
                String.format(
                    Locale.ROOT,
                    ", %.2f× %s's [%.2f, %.2f]",
                    ratio.ratio().estimate(),
                    reference,
                    ratio.ratio().low(),
                    ratio.ratio().high()))
        .orElse("");
  }

  private Optional<String> cheapest(String function) {
    List<Summary.CostFigure> known =
        costs.stream().filter(cost -> cost.function().equals(function)).toList();
    return known.stream()
        .min(Comparator.comparingDouble(cost -> cost.atRate().usdPerMillion()))
        .map(
            best ->
                String.format(
                    Locale.ROOT,
                    "a million calls of %s at %s/s cost least on %s ($%.2f)%s",
                    function,
                    trimmed(results.settings().ratePerSecond()),
                    best.arm(),
                    best.atRate().usdPerMillion(),
                    crossing(function, known)));
  }

  /** Where the cheapest Lambda arm gives way to Fargate. */
  private String crossing(String function, List<Summary.CostFigure> known) {
    return crossovers.stream()
        .filter(each -> each.function().equals(function))
        .max(
            Comparator.comparingDouble(
                each ->
                    each.ratePerSecond() == null
                        ? Double.POSITIVE_INFINITY
                        : each.ratePerSecond().estimate()))
        .map(
            each ->
                each.ratePerSecond() == null
                    ? ", and " + each.lambda() + " stays below " + each.fargate() + " at every rate"
                    : String.format(
                        Locale.ROOT,
                        ", %s below %.3g/s and %s above",
                        each.lambda(),
                        Objects.requireNonNull(each.ratePerSecond()).estimate(),
                        each.fargate()))
        .orElse(known.size() == 1 ? ", the only arm that AWS bills here" : "");
  }

  private static String trimmed(double figure) {
    return figure == Math.rint(figure)
        ? String.valueOf((long) figure)
        : String.format(Locale.ROOT, "%.1f", figure);
  }
}
