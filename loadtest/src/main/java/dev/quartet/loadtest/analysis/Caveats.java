package dev.quartet.loadtest.analysis;

import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.cost.CostAssumptions;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.record.Results;
import dev.quartet.loadtest.statistics.BlockBootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a reader of a run must keep in mind. */
final class Caveats {
  private Caveats() {}

  static List<String> of(Results results, AnalysisSettings settings) {
    List<String> caveats = new ArrayList<>();
    CostAssumptions cost = settings.cost();
    if (results.order().size() < BlockBootstrap.FEWEST_BLOCKS) {
      caveats.add(
          "Only "
              + results.order().size()
              + " blocks ended; an interval needs "
              + BlockBootstrap.FEWEST_BLOCKS
              + " to hold the truth as often as it says.");
    }
    boolean onAws = results.wereOnAws();
    caveats.add(
        onAws
            ? "The load came from one machine over a network: every latency holds the way to the arm and back, which"
                + " is the same for all only if they are in one place."
            : "Targets, stores and generator share one machine, without a network between: ratios say more than"
                + " milliseconds.");
    if (!onAws
        && results.arms().stream().anyMatch(arm -> arm.deployment().hosting() == Hosting.LAMBDA)) {
      caveats.add(
          "Lambda is emulated by local-lambda: its CPU share and memory are limited as on AWS; AWS's network,"
              + " placement, snapshots and other processors are not here. Billed time is of this machine.");
    }
    if (results.arms().stream()
            .map(arm -> arm.deployment().limits())
            .filter(Objects::nonNull)
            .map(Limits::memoryMegabytes)
            .distinct()
            .count()
        > 1) {
      caveats.add(
          "The arms differ in memory and CPU: compare sizes, not frameworks, between them.");
    }
    caveats.add(
        String.format(
            Locale.ROOT,
            "Cost assumes %s on %s, %.0f %% of a Fargate task's CPU used before another starts, at least %d"
                + " task(s), one load balancer, Lambda environments kept for %.0f s, %d bytes of log for each"
                + " invocation, and a processor as fast as this one. No free tier, no savings plan.",
            cost.region(),
            cost.architecture(),
            cost.utilisation() * 100,
            cost.leastTasks(),
            cost.keepAliveSeconds(),
            cost.lambdaLogBytes()));
    caveats.add(
        "CPU time is measured; watts, memory energy and carbon are modelled. The second model shows how far a"
            + " conclusion hangs on that.");
    caveats.add(
        "Cold starts are forced; on AWS they come with deployment, scaling and idle time, and an image or zip is"
            + " fetched first.");
    return caveats;
  }
}
