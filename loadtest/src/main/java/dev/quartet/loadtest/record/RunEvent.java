package dev.quartet.loadtest.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.loadtest.arm.Deployment;
import dev.quartet.loadtest.measure.Machine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of a run's {@code run.jsonl}, in the order in which things happened. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunEvent.Began.class, name = "began"),
  @JsonSubTypes.Type(value = RunEvent.Skipped.class, name = "skipped"),
  @JsonSubTypes.Type(value = RunEvent.Started.class, name = "started"),
  @JsonSubTypes.Type(value = RunEvent.ColdStarted.class, name = "coldStarted"),
  @JsonSubTypes.Type(value = RunEvent.Remarked.class, name = "remarked"),
  @JsonSubTypes.Type(value = RunEvent.Loaded.class, name = "loaded"),
  @JsonSubTypes.Type(value = RunEvent.BlockEnded.class, name = "blockEnded"),
  @JsonSubTypes.Type(value = RunEvent.Climbed.class, name = "climbed"),
  @JsonSubTypes.Type(value = RunEvent.Measured.class, name = "measured"),
  @JsonSubTypes.Type(value = RunEvent.Ended.class, name = "ended"),
})
public sealed interface RunEvent {
  /** The first event: what the run was told to do, and where. */
  record Began(
      int schemaVersion,
      String run,
      String startedAt,
      Results.Settings settings,
      Machine machine,
      Map<String, String> versions)
      implements RunEvent {}

  /** An arm can't run. */
  record Skipped(String arm, String reason) implements RunEvent {}

  /** An arm serves. */
  record Started(String arm, String description, Deployment deployment) implements RunEvent {}

  /** One forced cold start; round from 0. */
  record ColdStarted(String arm, int round, double firstAnswerMillis, @Nullable Double initMillis)
      implements RunEvent {}

  /** What a reader of an arm's figures must know. */
  record Remarked(String arm, String remark) implements RunEvent {}

  /**
   * One counted run: one function of one arm in one block.
   *
   * @param samples the name of its raw samples; null when nothing was sent
   * @param usage what the arm used meanwhile
   */
  record Loaded(
      int block,
      int position,
      String arm,
      String function,
      @Nullable String samples,
      Results.Used usage,
      @Nullable Double storesCpuSeconds,
      double generatorCpuSeconds,
      JsonNode storeCounters,
      List<String> voidReasons,
      List<String> problems)
      implements RunEvent {}

  /** Every arm has run once more, in this order. */
  record BlockEnded(int block, List<String> order) implements RunEvent {}

  /** One step of a search for the highest rate. */
  record Climbed(Results.RateStep step) implements RunEvent {}

  /** What an arm takes, at the end of the load. */
  record Measured(
      String arm,
      @Nullable Double artifactMegabytes,
      @Nullable Double peakMemoryMegabytes,
      int instances)
      implements RunEvent {}

  /** The last event, unless the run was cut off. */
  record Ended(String how) implements RunEvent {}
}
