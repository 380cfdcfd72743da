package dev.quartet.loadtest.analysis;

import dev.quartet.loadtest.analysis.Summary.Figure;
import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.cost.Crossover;
import dev.quartet.loadtest.cost.Pricing;
import dev.quartet.loadtest.statistics.BlockBootstrap;
import dev.quartet.loadtest.statistics.BlockStatistic;
import dev.quartet.loadtest.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** For each Lambda arm and each Fargate arm: from which rate Fargate costs less. */
final class Crossovers {
  private final BlockBootstrap bootstrap;
  private final Map<String, Map<String, PricedArm>> byFunction;

  Crossovers(BlockBootstrap bootstrap, Map<String, Map<String, PricedArm>> byFunction) {
    this.bootstrap = bootstrap;
    this.byFunction = byFunction;
  }

  List<Summary.CrossoverFigure> figures() {
    List<Summary.CrossoverFigure> figures = new ArrayList<>();
    for (Map<String, PricedArm> arms : byFunction.values()) {
      for (PricedArm lambda : arms.values()) {
        for (PricedArm fargate : arms.values()) {
          if (lambda.hosting() == Hosting.LAMBDA && fargate.hosting() == Hosting.FARGATE) {
            figure(lambda, fargate).ifPresent(figures::add);
          }
        }
      }
    }
    return figures;
  }

  private Optional<Summary.CrossoverFigure> figure(PricedArm lambda, PricedArm fargate) {
    List<Integer> blocks = lambda.blocks().sharedWith(fargate.blocks());
    BlockStatistic billedMillis = lambda.measured(blocks);
    BlockStatistic cpuSeconds = fargate.measured(blocks);
    if (blocks.size() < 2
        || billedMillis == null
        || cpuSeconds == null
        || lambda.pricing().isEmpty()
        || fargate.pricing().isEmpty()) {
      return Optional.empty();
    }
    Pricing first = lambda.pricing().get();
    Pricing later = fargate.pricing().get();
    // Where Fargate never becomes cheaper, the rate is beyond the highest that is looked at.
    BlockStatistic rate =
        weights ->
            Crossover.from(first, billedMillis.of(weights), later, cpuSeconds.of(weights))
                .orElse(Double.POSITIVE_INFINITY);
    Interval interval = bootstrap.interval(blocks.size(), rate).orElseThrow();
    Figure figure = Double.isInfinite(interval.high()) ? null : Analysis.figure(interval);
    return Optional.of(
        new Summary.CrossoverFigure(
            lambda.blocks().function(),
            lambda.name(),
            fargate.name(),
            figure,
            says(lambda, fargate, interval)));
  }

  private static String says(PricedArm lambda, PricedArm fargate, Interval rate) {
    String function = lambda.blocks().function();
    if (Double.isInfinite(rate.estimate())) {
      return String.format(
          Locale.ROOT,
          "%s: %s is cheaper than %s at every rate up to %,.0f/s.",
          function,
          lambda.name(),
          fargate.name(),
          Crossover.HIGHEST_RATE);
    }
    String to =
        Double.isInfinite(rate.high())
            ? "above " + rate(Crossover.HIGHEST_RATE)
            : rate(rate.high());
    return String.format(
        Locale.ROOT,
        "%s: %s is cheaper than %s below %s requests a second [%s, %s], and %s from there.",
        function,
        lambda.name(),
        fargate.name(),
        rate(rate.estimate()),
        rate(rate.low()),
        to,
        fargate.name());
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond >= 10 ? "%,.0f" : "%.2f", perSecond);
  }
}
