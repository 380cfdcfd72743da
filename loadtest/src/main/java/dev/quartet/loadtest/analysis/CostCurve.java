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
import java.util.Optional;

/** The cost of one function of one arm over the rate. */
final class CostCurve {
  private static final int POINTS_PER_DECADE = 8;

  private CostCurve() {}

  /** Empty when AWS doesn't host the arm, or what it is billed by isn't known. */
  static Optional<Summary.CostFigure> of(
      PricedArm arm, BlockBootstrap bootstrap, double ratePerSecond) {
    List<Integer> blocks = arm.blocks().blocks();
    BlockStatistic measured = arm.measured(blocks);
    Optional<Pricing> pricing = arm.pricing();
    if (measured == null || pricing.isEmpty()) {
      return Optional.empty();
    }
    Optional<Interval> interval = bootstrap.interval(blocks.size(), measured);
    return interval.map(found -> figure(arm, pricing.get(), found, ratePerSecond));
  }

  private static Summary.CostFigure figure(
      PricedArm arm, Pricing pricing, Interval measured, double ratePerSecond) {
    List<Summary.CostPoint> curve = new ArrayList<>();
    for (double rate : Crossover.rates(POINTS_PER_DECADE)) {
      // A bill never falls when more is measured, so the ends of the interval are the ends here.
      curve.add(
          new Summary.CostPoint(
              rate,
              new Figure(
                  pricing.bill(rate, measured.estimate()).usdPerMillion(),
                  pricing.bill(rate, measured.low()).usdPerMillion(),
                  pricing.bill(rate, measured.high()).usdPerMillion())));
    }
    return new Summary.CostFigure(
        arm.name(),
        arm.blocks().function(),
        arm.hosting(),
        arm.hosting() == Hosting.LAMBDA ? "billed milliseconds" : "CPU seconds",
        Analysis.figure(measured),
        pricing.bill(ratePerSecond, measured.estimate()),
        curve);
  }
}
