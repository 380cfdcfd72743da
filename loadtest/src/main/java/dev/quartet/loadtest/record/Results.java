package dev.quartet.loadtest.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.loadtest.arm.Deployment;
import dev.quartet.loadtest.measure.Machine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a comparison found, as part of summary.json. Times are milliseconds, sizes MB of
 * 1,048,576 bytes; a figure that could not be had is null.
 *
 * @param run the name of the run's folder
 * @param ended how the comparison ended, in words
 * @param order for each finished block the arms in the order in which they ran
 */
public record Results(
    int schemaVersion,
    String run,
    String startedAt,
    String ended,
    Settings settings,
    Machine machine,
    Map<String, String> versions,
    List<ArmResult> arms,
    List<SkippedArm> skipped,
    List<List<String>> order,
    List<Window> windows,
    List<RateStep> rateSteps) {

  /** Whether arms were asked on AWS, as they are deployed there. */
  public boolean wereOnAws() {
    return arms.stream().anyMatch(arm -> arm.deployment().onAws());
  }

  /**
   * What the comparison was told to do.
   *
   * @param startFunction the function whose first right answer ends a cold start
   * @param storeDelays added to the answers of the stores
   * @param functions what each function is sent
   * @param flags the command's arguments
   */
  public record Settings(
      long seed,
      double ratePerSecond,
      String arrivals,
      double durationSeconds,
      int blocks,
      double warmUpSeconds,
      int coldStarts,
      double budgetSeconds,
      double cpus,
      int memoryMegabytes,
      int environments,
      double deadlineMillis,
      int maxInFlight,
      double maxLatenessMillis,
      String startFunction,
      StoreDelays storeDelays,
      List<Requests> functions,
      List<String> flags) {}

  /** What one function is sent and what makes an answer right, in words. */
  public record Requests(String function, String description) {}

  /** An arm that could not run, and why. */
  public record SkippedArm(String arm, String reason) {}

  /**
   * One arm.
   *
   * @param deployment what it stands for on AWS, and its size
   * @param peakMemoryMegabytes of its largest instance, at the end of the load
   * @param instances that served at the end: execution environments of all functions, else 1
   * @param coldStartMedianMillis middle of the forced cold starts
   * @param initMedianMillis middle of their Init Durations; null for targets without it
   * @param remarks what a reader must know, such as limits that are not in force
   */
  public record ArmResult(
      String arm,
      String description,
      Deployment deployment,
      @Nullable Double artifactMegabytes,
      @Nullable Double peakMemoryMegabytes,
      int instances,
      @Nullable Double coldStartMedianMillis,
      @Nullable Double initMedianMillis,
      List<ColdStartSample> coldStarts,
      List<String> remarks,
      List<FunctionResult> functions) {}

  /** One forced cold start; round counts from 0, the same for every arm that was forced in it. */
  public record ColdStartSample(int round, double firstAnswerMillis, @Nullable Double initMillis) {
    /** What the first invocation took without init; null for targets without it. */
    public @Nullable Double firstInvocationMillis() {
      return initMillis == null ? null : Math.max(0, firstAnswerMillis - initMillis);
    }
  }

  /**
   * One function of one arm over all blocks. Percentiles are of the pooled requests of the blocks
   * that count.
   *
   * @param requests sent in all blocks
   * @param counted of them, in blocks that count
   * @param errors requests that did not end right, in all blocks
   * @param blocks run
   * @param voidBlocks of them, not counted
   * @param indicativeP50Millis of all right answers, those of void blocks too: no result
   * @param indicativeP99Millis likewise
   */
  public record FunctionResult(
      String function,
      int requests,
      long counted,
      int errors,
      int blocks,
      int voidBlocks,
      @Nullable Double p50Millis,
      @Nullable Double p90Millis,
      @Nullable Double p99Millis,
      @Nullable Double serviceP50Millis,
      @Nullable Double serviceP99Millis,
      @Nullable Double indicativeP50Millis,
      @Nullable Double indicativeP99Millis) {}

  /**
   * One counted run: one function of one arm in one block.
   *
   * @param position of the arm in the block, from 1
   * @param outcomes how many requests ended how
   * @param usage what the arm used during the run
   * @param storesCpuSeconds CPU time of the stores during the run
   * @param generatorCpuSeconds CPU time of the generator during the run
   * @param storeCounters what the stores say they did since they started, after the run
   * @param voidReasons why the run doesn't count; empty when it does
   * @param problems the first few in words
   */
  public record Window(
      int block,
      int position,
      String arm,
      String function,
      int requests,
      Map<String, Integer> outcomes,
      @Nullable Double p50Millis,
      @Nullable Double p90Millis,
      @Nullable Double p99Millis,
      @Nullable Double serviceP50Millis,
      @Nullable Double serviceP99Millis,
      @Nullable Double latenessP99Millis,
      Used usage,
      @Nullable Double storesCpuSeconds,
      double generatorCpuSeconds,
      JsonNode storeCounters,
      List<String> voidReasons,
      List<String> problems) {}

  /**
   * What one arm used during one counted run; null where it isn't known.
   *
   * @param seconds how long the run took
   * @param cpuSeconds CPU time of the arm's processes, measured
   * @param billedMillis the sum of the REPORT lines' Billed Durations, of a Lambda arm
   * @param billedInvocations how many REPORT lines there were
   * @param packageJoules energy of the whole processor package by RAPL, generator and stores
   *     included
   */
  public record Used(
      double seconds,
      @Nullable Double cpuSeconds,
      @Nullable Double billedMillis,
      int billedInvocations,
      @Nullable Double packageJoules) {}

  /**
   * One step of the search for the highest rate of one arm.
   *
   * @param holds whether the p99 stayed under the limit with no request failed or left out
   * @param problem why it doesn't hold; null when it does
   */
  public record RateStep(
      String arm,
      String function,
      int round,
      double ratePerSecond,
      @Nullable Double p99Millis,
      double limitMillis,
      boolean holds,
      @Nullable String problem) {}
}
