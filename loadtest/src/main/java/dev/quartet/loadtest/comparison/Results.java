package dev.quartet.loadtest.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.loadtest.measure.Machine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a comparison found, in the shape of results.json. Times are milliseconds, sizes
 * MB of 1,048,576 bytes; a figure that could not be had is null.
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
    List<Window> windows) {

  /**
   * What the comparison was told to do.
   *
   * @param startFunction the function whose first right answer ends a cold start
   * @param functions what each function is sent
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
      List<Requests> functions) {}

  /** What one function is sent and what makes an answer right, in words. */
  public record Requests(String function, String description) {}

  /** An arm that could not run, and why. */
  public record SkippedArm(String arm, String reason) {}

  /**
   * One arm.
   *
   * @param peakMemoryMegabytes of its largest instance, at the end of the load
   * @param instances that served at the end: execution environments of all functions, else 1
   * @param coldStartMedianMillis middle of the forced cold starts
   * @param initMedianMillis middle of their Init Durations; null for targets without it
   * @param remarks what a reader must know, such as limits that are not in force
   */
  public record ArmResult(
      String arm,
      String description,
      @Nullable Double artifactMegabytes,
      @Nullable Double peakMemoryMegabytes,
      int instances,
      @Nullable Double coldStartMedianMillis,
      @Nullable Double initMedianMillis,
      List<ColdStartSample> coldStarts,
      List<String> remarks,
      List<FunctionResult> functions) {}

  /** One forced cold start. */
  public record ColdStartSample(double firstAnswerMillis, @Nullable Double initMillis) {}

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
      @Nullable Double p99Millis,
      @Nullable Double serviceP50Millis,
      @Nullable Double serviceP99Millis,
      @Nullable Double latenessP99Millis,
      @Nullable Double storesCpuSeconds,
      double generatorCpuSeconds,
      JsonNode storeCounters,
      List<String> voidReasons,
      List<String> problems) {}
}
