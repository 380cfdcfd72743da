package dev.quartet.loadtest.analysis;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.cost.Bill;
import dev.quartet.loadtest.record.Results;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run says, in the shape of summary.json: the results, and what follows from them. A
 * figure that could not be had is null.
 *
 * @param reference the arm that ratios are held to; null when no arm ran
 * @param verdict two sentences
 * @param caveats what a reader must keep in mind, a sentence each
 */
public record Summary(
    @JsonUnwrapped Results results,
    AnalysisSettings analysis,
    @Nullable String reference,
    List<String> verdict,
    List<RatioFigure> ratios,
    List<CostFigure> costs,
    List<CrossoverFigure> crossovers,
    List<EnergyFigure> energy,
    List<MemoryFigure> memorySweep,
    List<HighestRate> highestRates,
    GeneratorFigure generator,
    List<String> caveats) {

  /** What is compared. */
  public enum Metric {
    P50,
    P90,
    P99,
    COLD_START,
    INIT,
    FIRST_INVOCATION,
    CPU,
    COST,
    ENERGY
  }

  /** A figure with its 95 % interval. */
  public record Figure(double estimate, double low, double high) {}

  /**
   * How one figure of an arm stands to the reference's.
   *
   * @param function null for cold starts
   * @param ratio below 1 is less than the reference
   * @param probabilityBelowReference share of the resamples with less than the reference
   * @param blocks both arms counted in so many
   * @param enoughBlocks whether they are enough for a 95 % interval
   */
  public record RatioFigure(
      Metric metric,
      @Nullable String function,
      String arm,
      Figure ratio,
      double probabilityBelowReference,
      int blocks,
      boolean enoughBlocks) {}

  /**
   * What a million requests of one function cost on one arm.
   *
   * @param measured what the bill hangs on, for each request: milliseconds billed or CPU seconds
   * @param atRate the bill at the run's rate
   * @param curve the cost over the rate
   */
  public record CostFigure(
      String arm,
      String function,
      Hosting hosting,
      String measuredUnit,
      Figure measured,
      Bill atRate,
      List<CostPoint> curve) {}

  /** US dollars for a million requests at one rate. */
  public record CostPoint(double ratePerSecond, Figure usdPerMillion) {}

  /**
   * From which rate one arm is cheaper than another.
   *
   * @param lambda cheaper below
   * @param fargate cheaper from there
   * @param ratePerSecond null when it never becomes cheaper at the rates looked at
   * @param says the same in a sentence
   */
  public record CrossoverFigure(
      String function,
      String lambda,
      String fargate,
      @Nullable Figure ratePerSecond,
      String says) {}

  /**
   * Energy and carbon of one request.
   *
   * @param model the model's name
   * @param wattHoursPerMillion best figure with its interval from the blocks
   * @param bandLow the model's band: idle processors
   * @param bandHigh the model's band: processors at full load
   * @param cpuMillis CPU time of one request, measured
   * @param packageWattHoursPerMillion of the whole machine, measured by RAPL where it is there
   * @param gramsPerMillion software carbon intensity of a million requests
   * @param basis what is measured and what is modelled
   */
  public record EnergyFigure(
      String arm,
      String function,
      String model,
      Figure wattHoursPerMillion,
      double bandLow,
      double bandHigh,
      double cpuMillis,
      @Nullable Double packageWattHoursPerMillion,
      double gramsPerMillion,
      String basis) {}

  /**
   * One memory size of an arm.
   *
   * @param best what it is the best for: speed, cost, balanced
   */
  public record MemoryFigure(
      String arm,
      String function,
      int memoryMegabytes,
      @Nullable Double p50Millis,
      @Nullable Double billedMillis,
      @Nullable Double coldStartMillis,
      @Nullable Double usdPerMillion,
      @Nullable Double wattHoursPerMillion,
      List<String> best) {}

  /**
   * The highest rate that held.
   *
   * @param ratePerSecond 0 when none did
   * @param failedAt the lowest rate that didn't; null when the search never failed
   */
  public record HighestRate(
      String arm,
      String function,
      double limitMillis,
      double ratePerSecond,
      @Nullable Double failedAt) {}

  /**
   * How well the generator kept to its schedule, over all counted runs.
   *
   * @param latenessP99Millis pooled; null when nothing was sent
   * @param worstLatenessP99Millis of the worst counted run
   * @param cpuMillisPerRequest the generator's own CPU time
   * @param voidRuns runs that don't count, of {@code runs}
   */
  public record GeneratorFigure(
      @Nullable Double latenessP50Millis,
      @Nullable Double latenessP99Millis,
      @Nullable Double worstLatenessP99Millis,
      @Nullable Double cpuMillisPerRequest,
      int voidRuns,
      int runs) {}
}
