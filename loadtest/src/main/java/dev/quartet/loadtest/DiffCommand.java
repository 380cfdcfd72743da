package dev.quartet.loadtest;

import dev.quartet.loadtest.analysis.Difference;
import dev.quartet.loadtest.record.RecordedRun;
import dev.quartet.loadtest.report.TextTable;
import dev.quartet.loadtest.statistics.BlockBootstrap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loadtest/compare diff}. */
@Command(
    name = "diff",
    sortOptions = false,
    description = {
      "Holds a run to an earlier one, arm by arm: latency, CPU time and cold start, each as a ratio with a 95 %% interval.",
      "For continuous integration: the exit code tells whether something got worse.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing got worse by more than the threshold",
      "1:the runs can't be compared; the output says why",
      "2:an option is wrong",
      "3:something got worse: its whole interval lies beyond the threshold"
    })
final class DiffCommand implements Callable<Integer> {
  private static final int RESAMPLES = 4_000;
  private static final int WORSE = 3;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "The earlier run: folder or name.")
  @SuppressWarnings("NullAway.Init")
  private Path before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "The later run: folder or name.")
  @SuppressWarnings("NullAway.Init")
  private Path after;

  @Option(
      names = "--threshold",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = "How much worse is borne (default: ${DEFAULT-VALUE}).")
  private double threshold;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the intervals (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() throws IOException {
    RecordedRun earlier = RecordedRun.read(RunNames.find(before));
    RecordedRun later = RecordedRun.read(RunNames.find(after));
    List<Difference.Change> changes =
        new Difference(earlier, later, new BlockBootstrap(seed, RESAMPLES)).changes();
    if (changes.isEmpty()) {
      throw new IOException(
          "the runs have no arm in common with two blocks that count in both, so there is nothing to compare");
    }
    TextTable table =
        new TextTable(3, List.of("target", "function", "figure", "after / before [95 %]", "is"));
    for (Difference.Change change : changes) {
      table.add(
          List.of(
              change.arm(),
              change.function() == null ? "–" : change.function(),
              change.metric().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              String.format(
                  Locale.ROOT,
                  "%.3f [%.3f, %.3f]",
                  change.ratio().estimate(),
                  change.ratio().low(),
                  change.ratio().high()),
              judgement(change)));
    }
    System.out.print(table.text());
    if (!earlier
        .began()
        .machine()
        .processorModel()
        .equals(later.began().machine().processorModel())) {
      System.out.println("The runs are of different processors: the difference is theirs too.");
    }
    return changes.stream().anyMatch(each -> each.worseBy(threshold)) ? WORSE : 0;
  }

  private String judgement(Difference.Change change) {
    String judgement =
        change.worseBy(threshold)
            ? "WORSE"
            : change.betterBy(threshold) ? "better" : "no change shown";
    return change.enoughBlocks() ? judgement : judgement + " (few blocks)";
  }
}
