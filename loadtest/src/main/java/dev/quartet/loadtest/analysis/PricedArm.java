package dev.quartet.loadtest.analysis;

import dev.quartet.loadtest.arm.Deployment;
import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.cost.Bill;
import dev.quartet.loadtest.cost.CostAssumptions;
import dev.quartet.loadtest.cost.FargatePricing;
import dev.quartet.loadtest.cost.FargateSize;
import dev.quartet.loadtest.cost.LambdaPricing;
import dev.quartet.loadtest.cost.PriceBook;
import dev.quartet.loadtest.cost.Pricing;
import dev.quartet.loadtest.cost.StoreRequests;
import dev.quartet.loadtest.energy.EnergyUse;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.record.Results;
import dev.quartet.loadtest.statistics.BlockStatistic;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One function of one arm, with how AWS bills it and what it holds of a machine. */
final class PricedArm {
  private static final double MEGABYTES_PER_GB = 1_024;

  private final ArmBlocks blocks;
  private final Deployment deployment;
  private final @Nullable Pricing pricing;

  PricedArm(
      ArmBlocks blocks,
      PriceBook.Region prices,
      CostAssumptions assumptions,
      StoreRequests stores) {
    this.blocks = blocks;
    this.deployment = blocks.arm().deployment();
    this.pricing = pricing(blocks.arm(), prices, assumptions, stores);
  }

  private static @Nullable Pricing pricing(
      Results.ArmResult arm,
      PriceBook.Region prices,
      CostAssumptions assumptions,
      StoreRequests stores) {
    Limits limits = arm.deployment().limits();
    if (limits == null) {
      return null;
    }
    Double cold = arm.coldStartMedianMillis();
    return switch (arm.deployment().hosting()) {
      case LAMBDA ->
          new LambdaPricing(
              prices, assumptions, limits.memoryMegabytes(), cold == null ? 0 : cold, stores);
      case FARGATE -> new FargatePricing(prices, assumptions, FargateSize.holding(limits), stores);
      case NONE -> null;
    };
  }

  ArmBlocks blocks() {
    return blocks;
  }

  String name() {
    return blocks.arm().arm();
  }

  Hosting hosting() {
    return deployment.hosting();
  }

  Optional<Pricing> pricing() {
    return Optional.ofNullable(pricing);
  }

  /** What it is billed by, for each request; null when AWS doesn't host it or it isn't known. */
  @Nullable BlockStatistic measured(List<Integer> in) {
    return switch (hosting()) {
      case LAMBDA -> blocks.billedMillis(in);
      case FARGATE -> blocks.cpuSeconds(in);
      case NONE -> null;
    };
  }

  /** US dollars for a million requests; null when it can't be told. */
  @Nullable BlockStatistic usdPerMillion(double ratePerSecond, List<Integer> in) {
    BlockStatistic measured = measured(in);
    Pricing billed = pricing;
    return measured == null || billed == null
        ? null
        : weights -> billed.bill(ratePerSecond, measured.of(weights)).usdPerMillion();
  }

  /** The bill with what was measured over all blocks; empty when it can't be told. */
  Optional<Bill> bill(double ratePerSecond, double measured) {
    return pricing().map(each -> each.bill(ratePerSecond, measured));
  }

  /** What a request holds of a machine, as a figure of the blocks. */
  interface UseOfBlocks {
    EnergyUse of(int[] weights);
  }

  /** Null when its size or its CPU time isn't known. */
  @Nullable UseOfBlocks use(double ratePerSecond, List<Integer> in) {
    Limits limits = deployment.limits();
    BlockStatistic cpuSeconds = blocks.cpuSeconds(in);
    if (limits == null || cpuSeconds == null) {
      return null;
    }
    double gigabytes = limits.memoryMegabytes() / MEGABYTES_PER_GB;
    return switch (pricing) {
      case LambdaPricing lambda -> {
        BlockStatistic billedMillis = blocks.billedMillis(in);
        if (billedMillis == null) {
          yield null;
        }
        yield weights -> {
          double seconds = lambda.heldMillis(ratePerSecond, billedMillis.of(weights)) / 1e3;
          return new EnergyUse(
              cpuSeconds.of(weights), seconds * limits.cpus(), seconds * gigabytes);
        };
      }
      case FargatePricing fargate ->
          weights -> {
            double cpu = cpuSeconds.of(weights);
            double tasks = fargate.tasks(ratePerSecond, cpu);
            return new EnergyUse(
                cpu,
                tasks * fargate.size().vcpus() / ratePerSecond,
                tasks * fargate.size().gigabytes() / ratePerSecond);
          };
      // One process that is there all the time.
      case null ->
          weights ->
              new EnergyUse(
                  cpuSeconds.of(weights), limits.cpus() / ratePerSecond, gigabytes / ratePerSecond);
    };
  }
}
