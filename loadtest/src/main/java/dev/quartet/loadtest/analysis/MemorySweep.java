package dev.quartet.loadtest.analysis;

import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.record.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sizes of each arm that was swept, and which of them is best. */
final class MemorySweep {
  private final Results results;
  private final List<Summary.CostFigure> costs;
  private final List<Summary.EnergyFigure> energy;

  MemorySweep(Results results, List<Summary.CostFigure> costs, List<Summary.EnergyFigure> energy) {
    this.results = results;
    this.costs = costs;
    this.energy = energy;
  }

  List<Summary.MemoryFigure> figures() {
    Map<String, List<Summary.MemoryFigure>> groups = new LinkedHashMap<>();
    for (Results.ArmResult arm : results.arms()) {
      String base = arm.deployment().sweptFrom();
      Limits limits = arm.deployment().limits();
      if (base == null || limits == null) {
        continue;
      }
      for (Results.FunctionResult function : arm.functions()) {
        groups
            .computeIfAbsent(base + " " + function.function(), key -> new ArrayList<>())
            .add(figure(base, limits.memoryMegabytes(), arm, function));
      }
    }
    return groups.values().stream().flatMap(group -> judged(group).stream()).toList();
  }

  private Summary.MemoryFigure figure(
      String base, int megabytes, Results.ArmResult arm, Results.FunctionResult function) {
    Summary.CostFigure cost =
        costs.stream()
            .filter(each -> each.arm().equals(arm.arm()))
            .filter(each -> each.function().equals(function.function()))
            .findFirst()
            .orElse(null);
    Double wattHours =
        energy.stream()
            .filter(each -> each.arm().equals(arm.arm()))
            .filter(each -> each.function().equals(function.function()))
            .map(each -> each.wattHoursPerMillion().estimate())
            .findFirst()
            .orElse(null);
    return new Summary.MemoryFigure(
        base,
        function.function(),
        megabytes,
        function.p50Millis(),
        cost == null ? null : cost.measured().estimate(),
        arm.coldStartMedianMillis(),
        cost == null ? null : cost.atRate().usdPerMillion(),
        wattHours,
        List.of());
  }

  /** Marks the best, as people know it from power tuning: balanced weighs time and cost alike. */
  private static List<Summary.MemoryFigure> judged(List<Summary.MemoryFigure> group) {
    List<Summary.MemoryFigure> known =
        group.stream()
            .filter(each -> each.billedMillis() != null && each.usdPerMillion() != null)
            .toList();
    if (known.isEmpty()) {
      return group;
    }
    double slowest = known.stream().mapToDouble(MemorySweep::millis).max().orElseThrow();
    double dearest = known.stream().mapToDouble(MemorySweep::usd).max().orElseThrow();
    Summary.MemoryFigure fast = least(known, MemorySweep::millis);
    Summary.MemoryFigure cheap = least(known, MemorySweep::usd);
    Summary.MemoryFigure balanced =
        least(known, each -> millis(each) / slowest / 2 + usd(each) / dearest / 2);
    List<Summary.MemoryFigure> judged = new ArrayList<>();
    for (Summary.MemoryFigure each : group) {
      List<String> best = new ArrayList<>();
      if (each.equals(fast)) {
        best.add("speed");
      }
      if (each.equals(cheap)) {
        best.add("cost");
      }
      if (each.equals(balanced)) {
        best.add("balanced");
      }
      judged.add(
          new Summary.MemoryFigure(
              each.arm(),
              each.function(),
              each.memoryMegabytes(),
              each.p50Millis(),
              each.billedMillis(),
              each.coldStartMillis(),
              each.usdPerMillion(),
              each.wattHoursPerMillion(),
              best));
    }
    return judged;
  }

  private interface Size {
    double of(Summary.MemoryFigure figure);
  }

  private static Summary.MemoryFigure least(List<Summary.MemoryFigure> figures, Size size) {
    Summary.MemoryFigure least = figures.getFirst();
    for (Summary.MemoryFigure each : figures) {
      if (size.of(each) < size.of(least)) {
        least = each;
      }
    }
    return least;
  }

  private static double millis(Summary.MemoryFigure figure) {
    return known(figure.billedMillis());
  }

  private static double usd(Summary.MemoryFigure figure) {
    return known(figure.usdPerMillion());
  }

  private static double known(@Nullable Double figure) {
    return Objects.requireNonNull(figure);
  }
}
