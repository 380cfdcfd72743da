package dev.quartet.loadtest;

import dev.quartet.loadtest.check.Finding;
import dev.quartet.loadtest.check.IntervalCheck;
import dev.quartet.loadtest.check.PercentileCheck;
import dev.quartet.loadtest.check.RealBlocks;
import dev.quartet.loadtest.check.StallCheck;
import dev.quartet.loadtest.report.TextTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadtest/compare check}. */
@Command(
    name = "check",
    sortOptions = false,
    description = {
      "Proves the instrument: simulates runs from real blocks of one artifact that ran twice, where intervals must hold 1"
          + " as often as they say and find an injected difference; loads a server that stalls; holds the percentiles to an"
          + " independent implementation.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every proof holds", "1:one doesn't", "2:an option is wrong"})
final class CheckCommand implements Callable<Integer> {
  private static final double STALL_RATE = 300;
  private static final Duration STALL_DURATION = Duration.ofSeconds(10);

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "400",
      description = "Simulated runs (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      defaultValue = "36",
      description =
          "Blocks of each simulated run; a tenth more takes about 24 to be found on a machine such as ours"
              + " (default: ${DEFAULT-VALUE}).")
  private int blocks;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Of each interval (default: ${DEFAULT-VALUE}).")
  private int resamples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the draws (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RealBlocks real = RealBlocks.own();
    List<Finding> findings = new ArrayList<>();
    findings.addAll(new PercentileCheck(real).findings());
    findings.add(new StallCheck(STALL_RATE, STALL_DURATION, seed).finding());
    findings.addAll(new IntervalCheck(real, runs, blocks, resamples, seed).findings());
    TextTable table = new TextTable(4, List.of("proof", "found", "must be", "holds"));
    findings.forEach(
        finding ->
            table.add(
                List.of(
                    finding.what(),
                    finding.figure(),
                    finding.wanted(),
                    finding.holds() ? "yes" : "NO")));
    System.out.print(table.text());
    System.out.println("Blocks: " + real.origin());
    return findings.stream().allMatch(Finding::holds) ? 0 : 1;
  }
}
