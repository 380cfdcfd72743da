package dev.quartet.loadtest;

import dev.quartet.loadtest.comparison.Plan;
import dev.quartet.loadtest.cost.PriceBook;
import dev.quartet.loadtest.json.CheckedJson;
import dev.quartet.loadtest.report.TextTable;
import dev.quartet.loadtest.terraform.ProvisionedArm;
import dev.quartet.loadtest.terraform.RunEstimate;
import dev.quartet.loadtest.terraform.TerraformOutputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What {@code --terraform} would drive, and what it would cost. */
final class TerraformRun {
  /** Makes the plan of a run. */
  @FunctionalInterface
  interface Planner {
    Plan plan(int functions, String startFunction);
  }

  private final Path folder;
  private final AnalysisOptions options;
  private final Planner planner;

  TerraformRun(Path folder, AnalysisOptions options, Planner planner) {
    this.folder = folder;
    this.options = options;
    this.planner = planner;
  }

  /**
   * @throws IOException when Terraform can't be asked, or the run is no dry one
   */
  int call(boolean dryRun) throws IOException, InterruptedException {
    if (!dryRun) {
      throw new IOException(
          "--terraform takes --dry-run: it shows the arms and the cost, and calls nothing on AWS");
    }
    System.out.print(text(TerraformOutputs.of(folder)));
    return 0;
  }

  /** The arms, their addresses and the estimate. */
  String text(TerraformOutputs outputs) throws IOException {
    PriceBook prices =
        CheckedJson.read("the price book", options.prices(), "prices.schema.json", PriceBook.class);
    PriceBook.Region region = prices.regions().get(outputs.region());
    if (region == null) {
      throw new IOException(
          "there are no prices for "
              + outputs.region()
              + "; give them by --prices (there are: "
              + String.join(", ", prices.regionNames())
              + ")");
    }
    List<String> functions =
        outputs.arms().stream()
            .flatMap(arm -> arm.functions().stream())
            .map(ProvisionedArm.Function::name)
            .distinct()
            .toList();
    Plan plan =
        planner.plan(
            Math.max(1, functions.size()), functions.isEmpty() ? "" : functions.getFirst());
    RunEstimate estimate = new RunEstimate(outputs, region, plan, functions);
    TextTable addresses =
        new TextTable(5, List.of("arm", "function", "MB", "authorization", "url"));
    for (ProvisionedArm arm : outputs.arms()) {
      for (ProvisionedArm.Function function : arm.functions()) {
        addresses.add(
            List.of(
                arm.name(),
                function.name(),
                String.valueOf(function.memoryMegabytes()),
                function.authorization(),
                function.url() == null ? "none: left out" : function.url()));
      }
    }
    TextTable costs = new TextTable(2, List.of("arm", "what", "USD at most"));
    double sum = 0;
    for (RunEstimate.Line line : estimate.lines()) {
      costs.add(List.of(line.arm(), line.what(), usd(line.usd())));
      sum += line.usd();
    }
    costs.add(List.of("all", "", usd(sum)));
    return addresses.text()
        + "\n"
        + costs.text()
        + "Region "
        + outputs.region()
        + ", prices of "
        + prices.date()
        + "; the run would take about "
        + Math.max(1, estimate.duration().toMinutes())
        + " min. Nothing was called.\n";
  }

  private static String usd(double usd) {
    return String.format(Locale.ROOT, "%.4f", usd);
  }
}
