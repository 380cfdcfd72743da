package dev.quartet.loadtest.analysis;

import dev.quartet.loadtest.energy.Carbon;
import dev.quartet.loadtest.energy.EnergyBook;
import dev.quartet.loadtest.energy.EnergyModel;
import dev.quartet.loadtest.energy.EnergyUse;
import dev.quartet.loadtest.statistics.BlockBootstrap;
import dev.quartet.loadtest.statistics.BlockStatistic;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Energy and carbon of one function of one arm by one model. */
record ArmEnergy(PricedArm arm, EnergyModel model, EnergyBook book, String region) {
  private static final double JOULES_PER_WATT_HOUR = 3_600;
  private static final double MILLION = 1e6;

  /** Empty when the CPU time, or the size of what is held, isn't known. */
  Optional<Summary.EnergyFigure> figure(BlockBootstrap bootstrap, double ratePerSecond) {
    List<Integer> blocks = arm.blocks().blocks();
    PricedArm.UseOfBlocks use = arm.use(ratePerSecond, blocks);
    if (use == null || blocks.isEmpty()) {
      return Optional.empty();
    }
    int[] once = new int[blocks.size()];
    Arrays.fill(once, 1);
    EnergyUse all = use.of(once);
    EnergyModel.Estimate estimate = model.wattHours(all);
    BlockStatistic joules = arm.blocks().packageJoules(blocks);
    return bootstrap
        .interval(blocks.size(), weights -> model.wattHours(use.of(weights)).best() * MILLION)
        .map(
            interval ->
                new Summary.EnergyFigure(
                    arm.name(),
                    arm.blocks().function(),
                    model.name(),
                    Analysis.figure(interval),
                    estimate.low() * MILLION,
                    estimate.high() * MILLION,
                    all.cpuSeconds() * 1e3,
                    joules == null ? null : joules.of(once) / JOULES_PER_WATT_HOUR * MILLION,
                    Carbon.of(book, region, all, estimate.best()).gramsPerRequest() * MILLION,
                    "CPU time measured; watts, memory and carbon modelled: "
                        + model.description()));
  }
}
