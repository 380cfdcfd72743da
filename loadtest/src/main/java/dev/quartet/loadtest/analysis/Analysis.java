package dev.quartet.loadtest.analysis;

import dev.quartet.loadtest.analysis.Summary.Figure;
import dev.quartet.loadtest.analysis.Summary.Metric;
import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.cost.PriceBook;
import dev.quartet.loadtest.cost.StoreRequests;
import dev.quartet.loadtest.energy.CpuTimeModel;
import dev.quartet.loadtest.energy.EnergyBook;
import dev.quartet.loadtest.energy.EnergyModel;
import dev.quartet.loadtest.energy.SymmetricModel;
import dev.quartet.loadtest.load.Latencies;
import dev.quartet.loadtest.record.RecordedRun;
import dev.quartet.loadtest.record.Results;
import dev.quartet.loadtest.statistics.BlockBootstrap;
import dev.quartet.loadtest.statistics.BlockSamples;
import dev.quartet.loadtest.statistics.BlockStatistic;
import dev.quartet.loadtest.statistics.Interval;
import dev.quartet.loadtest.statistics.Ratio;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the summary of a recorded run; the same run and settings give the same summary. */
public final class Analysis {
  private final RecordedRun run;
  private final Results results;
  private final AnalysisSettings settings;
  private final PriceBook.Region prices;
  private final EnergyBook energyBook;
  private final List<EnergyModel> models;
  private final BlockBootstrap bootstrap;
  private final @Nullable String reference;
  private final Map<String, Map<String, PricedArm>> byFunction = new LinkedHashMap<>();

  /**
   * @throws IOException when the settings name an arm that is no part of the run; the message names
   *     those that are
   */
  public Analysis(
      RecordedRun run, AnalysisSettings settings, PriceBook priceBook, EnergyBook energyBook)
      throws IOException {
    this.run = run;
    this.results = run.results();
    this.settings = settings;
    this.energyBook = energyBook;
    String region = settings.cost().region();
    this.prices =
        Objects.requireNonNull(priceBook.regions().get(region), () -> "no prices for " + region);
    this.models =
        List.of(
            new SymmetricModel(energyBook, settings.cost().architecture()),
            new CpuTimeModel(energyBook, settings.cost().architecture()));
    this.bootstrap = new BlockBootstrap(settings.seed(), settings.resamples());
    this.reference = reference(results, settings);
    for (Results.Requests function : results.settings().functions()) {
      StoreRequests stores = StoreShare.of(run, function.function());
      Map<String, PricedArm> arms = new LinkedHashMap<>();
      for (Results.ArmResult arm : results.arms()) {
        arms.put(
            arm.arm(),
            new PricedArm(
                new ArmBlocks(run, arm, function.function()), prices, settings.cost(), stores));
      }
      byFunction.put(function.function(), arms);
    }
  }

  private static @Nullable String reference(Results results, AnalysisSettings settings)
      throws IOException {
    List<String> names = results.arms().stream().map(Results.ArmResult::arm).toList();
    String asked = settings.reference();
    if (asked != null) {
      boolean skipped = results.skipped().stream().anyMatch(each -> each.arm().equals(asked));
      if (names.contains(asked)) {
        return asked;
      }
      if (!skipped) {
        throw new IOException(
            "--reference must be an arm of the run, was "
                + asked
                + "; there are "
                + String.join(", ", names));
      }
    }
    return results.arms().stream()
        .filter(arm -> arm.deployment().hosting() != Hosting.NONE)
        .map(Results.ArmResult::arm)
        .findFirst()
        .orElse(names.isEmpty() ? null : names.getFirst());
  }

  /** Everything that the run says. */
  public Summary summary() {
    List<Summary.RatioFigure> ratios = ratios();
    List<Summary.CostFigure> costs = costs();
    List<Summary.CrossoverFigure> crossovers = new Crossovers(bootstrap, byFunction).figures();
    List<Summary.EnergyFigure> energy = energy();
    return new Summary(
        results,
        settings,
        reference,
        new Verdict(results, reference, ratios, costs, crossovers).sentences(),
        ratios,
        costs,
        crossovers,
        energy,
        new MemorySweep(results, costs, energy).figures(),
        HighestRates.of(results.rateSteps()),
        generator(),
        Caveats.of(results, settings));
  }

  /** The ratios of latency alone, which decide whether a run may stop early. */
  public List<Summary.RatioFigure> latencyRatios() {
    return ratios().stream()
        .filter(
            ratio ->
                ratio.metric() == Metric.P50
                    || ratio.metric() == Metric.P90
                    || ratio.metric() == Metric.P99)
        .toList();
  }

  private List<Summary.RatioFigure> ratios() {
    List<Summary.RatioFigure> ratios = new ArrayList<>();
    if (reference == null) {
      return ratios;
    }
    for (Map<String, PricedArm> arms : byFunction.values()) {
      PricedArm base = Objects.requireNonNull(arms.get(reference));
      for (PricedArm arm : arms.values()) {
        if (arm != base) {
          ratios.addAll(ratios(arm, base));
        }
      }
    }
    for (Results.ArmResult arm : results.arms()) {
      if (!arm.arm().equals(reference)) {
        ratios.addAll(coldRatios(arm));
      }
    }
    return ratios;
  }

  private List<Summary.RatioFigure> ratios(PricedArm arm, PricedArm base) {
    List<Summary.RatioFigure> ratios = new ArrayList<>();
    List<Integer> blocks = arm.blocks().sharedWith(base.blocks());
    String function = arm.blocks().function();
    for (Metric metric : List.of(Metric.P50, Metric.P90, Metric.P99)) {
      double q =
          switch (metric) {
            case P50 -> 0.5;
            case P90 -> 0.9;
            default -> 0.99;
          };
      ratio(
              metric,
              function,
              arm.name(),
              blocks.size(),
              arm.blocks().quantile(q, blocks),
              base.blocks().quantile(q, blocks))
          .ifPresent(ratios::add);
    }
    ratio(
            Metric.CPU,
            function,
            arm.name(),
            blocks.size(),
            arm.blocks().cpuSeconds(blocks),
            base.blocks().cpuSeconds(blocks))
        .ifPresent(ratios::add);
    double rate = results.settings().ratePerSecond();
    ratio(
            Metric.COST,
            function,
            arm.name(),
            blocks.size(),
            arm.usdPerMillion(rate, blocks),
            base.usdPerMillion(rate, blocks))
        .ifPresent(ratios::add);
    ratio(
            Metric.ENERGY,
            function,
            arm.name(),
            blocks.size(),
            wattHours(arm, models.getFirst(), blocks),
            wattHours(base, models.getFirst(), blocks))
        .ifPresent(ratios::add);
    return ratios;
  }

  private List<Summary.RatioFigure> coldRatios(Results.ArmResult arm) {
    Results.ArmResult base =
        results.arms().stream()
            .filter(each -> each.arm().equals(reference))
            .findFirst()
            .orElseThrow();
    Map<Integer, Results.ColdStartSample> own = byRound(arm);
    Map<Integer, Results.ColdStartSample> others = byRound(base);
    List<Integer> rounds = own.keySet().stream().filter(others::containsKey).toList();
    List<Summary.RatioFigure> ratios = new ArrayList<>();
    for (Metric metric : List.of(Metric.COLD_START, Metric.INIT, Metric.FIRST_INVOCATION)) {
      ratio(
              metric,
              null,
              arm.arm(),
              rounds.size(),
              coldMedian(metric, own, rounds),
              coldMedian(metric, others, rounds))
          .ifPresent(ratios::add);
    }
    return ratios;
  }

  private static Map<Integer, Results.ColdStartSample> byRound(Results.ArmResult arm) {
    Map<Integer, Results.ColdStartSample> byRound = new LinkedHashMap<>();
    arm.coldStarts().forEach(cold -> byRound.put(cold.round(), cold));
    return byRound;
  }

  private static @Nullable BlockStatistic coldMedian(
      Metric metric, Map<Integer, Results.ColdStartSample> colds, List<Integer> rounds) {
    List<long[]> micros = new ArrayList<>();
    for (int round : rounds) {
      Results.ColdStartSample cold = Objects.requireNonNull(colds.get(round));
      Double millis =
          switch (metric) {
            case INIT -> cold.initMillis();
            case FIRST_INVOCATION -> cold.firstInvocationMillis();
            default -> cold.firstAnswerMillis();
          };
      if (millis == null) {
        return null;
      }
      micros.add(new long[] {Math.round(millis * 1e3)});
    }
    return BlockSamples.of(micros).quantile(0.5);
  }

  private Optional<Summary.RatioFigure> ratio(
      Metric metric,
      @Nullable String function,
      String arm,
      int blocks,
      @Nullable BlockStatistic figure,
      @Nullable BlockStatistic base) {
    if (figure == null || base == null) {
      return Optional.empty();
    }
    Optional<Ratio> ratio = bootstrap.ratio(blocks, figure, base);
    return ratio.map(
        found ->
            new Summary.RatioFigure(
                metric,
                function,
                arm,
                figure(found.interval()),
                found.probabilityBelowOne(),
                blocks,
                found.interval().enoughBlocks()));
  }

  static Figure figure(Interval interval) {
    return new Figure(interval.estimate(), interval.low(), interval.high());
  }

  private List<Summary.CostFigure> costs() {
    return byFunction.values().stream()
        .flatMap(arms -> arms.values().stream())
        .flatMap(arm -> CostCurve.of(arm, bootstrap, results.settings().ratePerSecond()).stream())
        .toList();
  }

  private static @Nullable BlockStatistic wattHours(
      PricedArm arm, EnergyModel model, double rate, List<Integer> blocks) {
    PricedArm.UseOfBlocks use = arm.use(rate, blocks);
    return use == null ? null : weights -> model.wattHours(use.of(weights)).best();
  }

  private @Nullable BlockStatistic wattHours(
      PricedArm arm, EnergyModel model, List<Integer> blocks) {
    return wattHours(arm, model, results.settings().ratePerSecond(), blocks);
  }

  private List<Summary.EnergyFigure> energy() {
    List<Summary.EnergyFigure> figures = new ArrayList<>();
    for (Map<String, PricedArm> arms : byFunction.values()) {
      for (PricedArm arm : arms.values()) {
        for (EnergyModel model : models) {
          new ArmEnergy(arm, model, energyBook, settings.cost().region())
              .figure(bootstrap, results.settings().ratePerSecond())
              .ifPresent(figures::add);
        }
      }
    }
    return figures;
  }

  private Summary.GeneratorFigure generator() {
    Latencies lateness = new Latencies();
    double worst = Double.NaN;
    double cpuSeconds = 0;
    double requests = 0;
    int voidRuns = 0;
    for (RecordedRun.LoadedSamples loaded : run.loaded()) {
      if (!loaded.counts()) {
        voidRuns++;
        continue;
      }
      Latencies each = loaded.samples().orElseThrow().lateness();
      lateness.addAll(each);
      worst =
          Double.isNaN(worst)
              ? each.percentileMillis(99)
              : Math.max(worst, each.percentileMillis(99));
      cpuSeconds += loaded.facts().generatorCpuSeconds();
      requests += loaded.samples().orElseThrow().size();
    }
    return requests == 0
        ? new Summary.GeneratorFigure(null, null, null, null, voidRuns, run.loaded().size())
        : new Summary.GeneratorFigure(
            lateness.percentileMillis(50),
            lateness.percentileMillis(99),
            worst,
            cpuSeconds / requests * 1e3,
            voidRuns,
            run.loaded().size());
  }
}
