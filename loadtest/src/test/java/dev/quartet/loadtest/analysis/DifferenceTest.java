package dev.quartet.loadtest.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.loadtest.analysis.SyntheticRun.SyntheticArm;
import dev.quartet.loadtest.arm.Deployment;
import dev.quartet.loadtest.record.RecordedRun;
import dev.quartet.loadtest.statistics.BlockBootstrap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DifferenceTest {
  private final Path folder;

  DifferenceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aRunIsNoWorseThanItself() throws IOException {
    RecordedRun run = run("before", 1, "arm");
    assertThat(changes(run, run))
        .extracting(Difference.Change::metric)
        .contains(
            Summary.Metric.P50, Summary.Metric.P99, Summary.Metric.CPU, Summary.Metric.COLD_START);
    assertThat(changes(run, run))
        .noneMatch(change -> change.worseBy(0.05))
        .noneMatch(change -> change.betterBy(0.05));
  }

  @Test
  void aFifthMoreIsWorseAndTheOtherWayRoundBetter() throws IOException {
    RecordedRun before = run("before", 1, "arm");
    RecordedRun after = run("after", 1.2, "arm");
    assertThat(changes(before, after))
        .filteredOn(change -> change.metric() == Summary.Metric.P50)
        .singleElement()
        .matches(change -> change.worseBy(0.05))
        .matches(change -> !change.worseBy(0.3));
    assertThat(changes(after, before))
        .filteredOn(change -> change.metric() == Summary.Metric.P50)
        .singleElement()
        .matches(change -> change.betterBy(0.05));
  }

  @Test
  void armsThatOneRunHasNotAreLeftOut() throws IOException {
    assertThat(changes(run("before", 1, "arm"), run("after", 1, "other"))).isEmpty();
  }

  private static List<Difference.Change> changes(RecordedRun before, RecordedRun after) {
    return new Difference(before, after, new BlockBootstrap(1, 500)).changes();
  }

  private RecordedRun run(String name, double factor, String arm) throws IOException {
    return new SyntheticRun(folder.resolve(name))
        .of(new SyntheticArm(arm, Deployment.none(), factor, 1, null, 100));
  }
}
