package dev.quartet.loadtest.analysis;

import dev.quartet.loadtest.record.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the search for the highest rate of each arm came to. */
final class HighestRates {
  private HighestRates() {}

  static List<Summary.HighestRate> of(List<Results.RateStep> steps) {
    Map<String, List<Results.RateStep>> groups = new LinkedHashMap<>();
    steps.forEach(
        step ->
            groups
                .computeIfAbsent(step.arm() + " " + step.function(), key -> new ArrayList<>())
                .add(step));
    return groups.values().stream().map(HighestRates::highest).toList();
  }

  private static Summary.HighestRate highest(List<Results.RateStep> steps) {
    double held = 0;
    Double failed = null;
    for (Results.RateStep step : steps) {
      if (step.holds()) {
        held = Math.max(held, step.ratePerSecond());
      } else if (failed == null || step.ratePerSecond() < failed) {
        failed = step.ratePerSecond();
      }
    }
    Results.RateStep first = steps.getFirst();
    return new Summary.HighestRate(
        first.arm(), first.function(), first.limitMillis(), held, failed);
  }
}
