package dev.quartet.loadtest.analysis;

import dev.quartet.loadtest.analysis.Summary.Figure;
import dev.quartet.loadtest.analysis.Summary.Metric;
import dev.quartet.loadtest.record.RecordedRun;
import dev.quartet.loadtest.record.Results;
import dev.quartet.loadtest.statistics.BlockBootstrap;
import dev.quartet.loadtest.statistics.BlockSamples;
import dev.quartet.loadtest.statistics.BlockStatistic;
import dev.quartet.loadtest.statistics.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two runs side by side, arm by arm. They share no blocks, so what the machine did between them is
 * a part of the difference.
 */
public final class Difference {
  private final RecordedRun before;
  private final RecordedRun after;
  private final BlockBootstrap bootstrap;

  /**
   * @param before what {@code after} is held to
   */
  public Difference(RecordedRun before, RecordedRun after, BlockBootstrap bootstrap) {
    this.before = before;
    this.after = after;
    this.bootstrap = bootstrap;
  }

  /**
   * One figure of an arm that both runs have.
   *
   * @param function null for cold starts
   * @param ratio after to before; above 1 is slower or more
   * @param enoughBlocks whether both runs have enough for a 95 % interval
   */
  public record Change(
      Metric metric, @Nullable String function, String arm, Figure ratio, boolean enoughBlocks) {
    /** Whether the whole interval lies above 1 + {@code threshold}. */
    public boolean worseBy(double threshold) {
      return ratio.low() > 1 + threshold;
    }

    /** Whether the whole interval lies below 1 - {@code threshold}. */
    public boolean betterBy(double threshold) {
      return ratio.high() < 1 - threshold;
    }
  }

  /** Latencies, CPU time and cold starts, of the arms that both runs have. */
  public List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (Results.ArmResult old : before.results().arms()) {
      for (Results.ArmResult fresh : after.results().arms()) {
        if (old.arm().equals(fresh.arm())) {
          for (Results.FunctionResult function : old.functions()) {
            changes.addAll(
                changes(
                    new ArmBlocks(before, old, function.function()),
                    new ArmBlocks(after, fresh, function.function())));
          }
          change(
                  Metric.COLD_START,
                  null,
                  fresh.arm(),
                  fresh.coldStarts().size(),
                  coldMedian(fresh),
                  old.coldStarts().size(),
                  coldMedian(old))
              .ifPresent(changes::add);
        }
      }
    }
    return changes;
  }

  private List<Change> changes(ArmBlocks old, ArmBlocks fresh) {
    List<Integer> oldBlocks = old.blocks();
    List<Integer> freshBlocks = fresh.blocks();
    List<Change> changes = new ArrayList<>();
    for (Metric metric : List.of(Metric.P50, Metric.P90, Metric.P99, Metric.CPU)) {
      BlockStatistic oldFigure = figure(metric, old, oldBlocks);
      BlockStatistic freshFigure = figure(metric, fresh, freshBlocks);
      if (oldFigure != null && freshFigure != null) {
        change(
                metric,
                fresh.function(),
                fresh.arm().arm(),
                freshBlocks.size(),
                freshFigure,
                oldBlocks.size(),
                oldFigure)
            .ifPresent(changes::add);
      }
    }
    return changes;
  }

  private static @Nullable BlockStatistic figure(
      Metric metric, ArmBlocks arm, List<Integer> blocks) {
    return switch (metric) {
      case P50 -> arm.quantile(0.5, blocks);
      case P90 -> arm.quantile(0.9, blocks);
      case P99 -> arm.quantile(0.99, blocks);
      default -> arm.cpuSeconds(blocks);
    };
  }

  private static BlockStatistic coldMedian(Results.ArmResult arm) {
    return BlockSamples.of(
            arm.coldStarts().stream()
                .map(cold -> new long[] {Math.round(cold.firstAnswerMillis() * 1e3)})
                .toList())
        .quantile(0.5);
  }

  private Optional<Change> change(
      Metric metric,
      @Nullable String function,
      String arm,
      int freshBlocks,
      BlockStatistic fresh,
      int oldBlocks,
      BlockStatistic old) {
    Optional<Ratio> ratio = bootstrap.ratioOfUnpaired(freshBlocks, fresh, oldBlocks, old);
    return ratio.map(
        found ->
            new Change(
                metric,
                function,
                arm,
                Analysis.figure(found.interval()),
                found.interval().enoughBlocks()));
  }
}
