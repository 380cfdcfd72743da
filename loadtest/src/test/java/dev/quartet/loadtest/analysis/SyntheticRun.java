package dev.quartet.loadtest.analysis;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.quartet.loadtest.arm.Deployment;
import dev.quartet.loadtest.load.Outcome;
import dev.quartet.loadtest.load.Samples;
import dev.quartet.loadtest.measure.Machine;
import dev.quartet.loadtest.record.RecordedRun;
import dev.quartet.loadtest.record.Results;
import dev.quartet.loadtest.record.RunEvent;
import dev.quartet.loadtest.record.RunJournal;
import dev.quartet.loadtest.record.StoreDelays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A run of one function, whose latencies lie within a tenth above a millisecond times a factor. */
final class SyntheticRun {
  static final String FUNCTION = "predict";
  static final int BLOCKS = 12;
  static final int REQUESTS = 200;
  static final double RATE = 100;

  private final Path folder;

  /**
   * One arm.
   *
   * @param factor of its latencies
   * @param cpuMillis of a request
   * @param billedMillis of an invocation; null when it is none
   * @param coldMillis of each cold start
   */
  record SyntheticArm(
      String name,
      Deployment deployment,
      double factor,
      double cpuMillis,
      @Nullable Double billedMillis,
      double coldMillis) {}

  SyntheticRun(Path folder) {
    this.folder = folder;
  }

  RecordedRun of(SyntheticArm... arms) throws IOException {
    Files.createDirectories(folder);
    RunJournal journal = new RunJournal(folder);
    journal.keep(
        new RunEvent.Began(
            2,
            "run",
            "2026-11-25T00:00:00Z",
            new Results.Settings(
                1,
                RATE,
                "even",
                2,
                BLOCKS,
                0,
                2,
                0,
                1,
                1_769,
                1,
                5_000,
                512,
                1,
                FUNCTION,
                StoreDelays.NONE,
                List.of(new Results.Requests(FUNCTION, "digits")),
                List.of()),
            new Machine("os", "arch", "cpu", 2, 0, "25", "abc"),
            Map.of()));
    List<String> names = Arrays.stream(arms).map(SyntheticArm::name).toList();
    for (SyntheticArm arm : arms) {
      journal.keep(new RunEvent.Started(arm.name(), "an arm", arm.deployment()));
      for (int round = 0; round < 2; round++) {
        journal.keep(new RunEvent.ColdStarted(arm.name(), round, arm.coldMillis(), null));
      }
    }
    for (int block = 1; block <= BLOCKS; block++) {
      for (SyntheticArm arm : arms) {
        run(journal, block, arm);
      }
      journal.keep(new RunEvent.BlockEnded(block, names));
    }
    journal.keep(new RunEvent.Ended("complete"));
    return RecordedRun.read(folder);
  }

  private static void run(RunJournal journal, int block, SyntheticArm arm) throws IOException {
    Double billed = arm.billedMillis();
    journal.keep(
        new RunEvent.Loaded(
            block,
            1,
            arm.name(),
            FUNCTION,
            journal.keep(block, arm.name(), FUNCTION, samples(block, arm.factor())),
            new Results.Used(
                2,
                REQUESTS * arm.cpuMillis() / 1e3,
                billed == null ? null : REQUESTS * billed,
                billed == null ? 0 : REQUESTS,
                null),
            null,
            0.1,
            NullNode.getInstance(),
            List.of(),
            List.of()));
  }

  /** The same luck for every arm of a block. */
  private static Samples samples(int block, double factor) {
    SplittableRandom random = new SplittableRandom(block);
    long[] due = new long[REQUESTS];
    long[] end = new long[REQUESTS];
    Outcome[] outcomes = new Outcome[REQUESTS];
    Arrays.fill(outcomes, Outcome.RIGHT);
    for (int i = 0; i < REQUESTS; i++) {
      due[i] = i * 10_000_000L;
      end[i] = due[i] + Math.round((1_000_000 + random.nextInt(100_000)) * factor);
    }
    return new Samples(due, due.clone(), end, outcomes, List.of());
  }
}
