package dev.quartet.loadtest;

import dev.quartet.loadtest.report.RunReport;
import dev.quartet.loadtest.report.SummaryText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loadtest/compare report}. */
@Command(
    name = "report",
    sortOptions = false,
    description = {
      "Makes summary.json and report.html of a run again, from its raw samples; also of a run that was cut off.",
      "Options given here take the place of the run's own.",
      ""
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      description = "The run's folder, or its name under loadtest/results.")
  @SuppressWarnings("NullAway.Init")
  private Path run;

  @Option(
      names = "--reference",
      paramLabel = "NAME",
      description = "The arm that the others are held to.")
  private @Nullable String reference;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private AnalysisOptions options;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() throws IOException {
    Path folder = RunNames.find(run);
    RunReport report = new RunReport(folder);
    report.settle(
        options.over(report.settings(), reference),
        options.pricesOver(report.prices()),
        options.energyOver(report.energy()));
    System.out.print(SummaryText.of(report.write()));
    System.out.println("Report: " + folder.resolve("report.html"));
    return 0;
  }
}
