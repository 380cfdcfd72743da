package dev.quartet.loadtest.analysis;

import dev.quartet.loadtest.record.RecordedRun;
import dev.quartet.loadtest.record.Results;
import dev.quartet.loadtest.statistics.BlockMeans;
import dev.quartet.loadtest.statistics.BlockSamples;
import dev.quartet.loadtest.statistics.BlockStatistic;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The blocks of one function of one arm that count. */
final class ArmBlocks {
  private final Results.ArmResult arm;
  private final String function;
  private final SortedMap<Integer, RecordedRun.LoadedSamples> counted = new TreeMap<>();

  ArmBlocks(RecordedRun run, Results.ArmResult arm, String function) {
    this.arm = arm;
    this.function = function;
    run.loaded().stream()
        .filter(RecordedRun.LoadedSamples::counts)
        .filter(loaded -> loaded.facts().arm().equals(arm.arm()))
        .filter(loaded -> loaded.facts().function().equals(function))
        .forEach(loaded -> counted.put(loaded.facts().block(), loaded));
  }

  Results.ArmResult arm() {
    return arm;
  }

  String function() {
    return function;
  }

  /** All blocks that count. */
  List<Integer> blocks() {
    return List.copyOf(counted.keySet());
  }

  List<Integer> sharedWith(ArmBlocks other) {
    return counted.keySet().stream().filter(other.counted::containsKey).toList();
  }

  /** Latency in microseconds. */
  BlockStatistic quantile(double q, List<Integer> blocks) {
    return BlockSamples.of(
            blocks.stream()
                .map(block -> in(block).samples().orElseThrow().latencyMicros())
                .toList())
        .quantile(q);
  }

  /** CPU seconds of one request; null when they aren't known for each block. */
  @Nullable BlockStatistic cpuSeconds(List<Integer> blocks) {
    return perRequest(blocks, Results.Used::cpuSeconds, this::requests);
  }

  /** Billed milliseconds of one invocation; null when no REPORT line tells. */
  @Nullable BlockStatistic billedMillis(List<Integer> blocks) {
    return perRequest(
        blocks,
        used -> used.billedInvocations() == 0 ? null : used.billedMillis(),
        block -> in(block).facts().usage().billedInvocations());
  }

  /** Joules of the whole machine for one request; null without RAPL. */
  @Nullable BlockStatistic packageJoules(List<Integer> blocks) {
    return perRequest(blocks, Results.Used::packageJoules, this::requests);
  }

  private double requests(int block) {
    return in(block).samples().orElseThrow().size();
  }

  private interface Total {
    @Nullable Double of(Results.Used used);
  }

  private @Nullable BlockStatistic perRequest(
      List<Integer> blocks, Total total, ToDoubleFunction<Integer> count) {
    double[] totals = new double[blocks.size()];
    double[] counts = new double[blocks.size()];
    for (int i = 0; i < totals.length; i++) {
      Double figure = total.of(in(blocks.get(i)).facts().usage());
      if (figure == null) {
        return null;
      }
      totals[i] = figure;
      counts[i] = count.applyAsDouble(blocks.get(i));
    }
    return BlockMeans.perCount(totals, counts);
  }

  private RecordedRun.LoadedSamples in(int block) {
    return Objects.requireNonNull(counted.get(block));
  }
}
