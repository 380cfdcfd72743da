package dev.quartet.loadtest;

import dev.quartet.loadtest.analysis.AnalysisSettings;
import dev.quartet.loadtest.arm.Arm;
import dev.quartet.loadtest.aws.AwsAccount;
import dev.quartet.loadtest.comparison.Plan;
import dev.quartet.loadtest.cost.Gateway;
import dev.quartet.loadtest.cost.PriceBook;
import dev.quartet.loadtest.load.Scenario;
import dev.quartet.loadtest.load.Scenarios;
import dev.quartet.loadtest.measure.FirstAnswer;
import dev.quartet.loadtest.report.TextTable;
import dev.quartet.loadtest.terraform.ProvisionedArm;
import dev.quartet.loadtest.terraform.RunEstimate;
import dev.quartet.loadtest.terraform.TerraformOutputs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code --terraform} drives, and what that costs at most. */
final class TerraformRun {
  /** AWS takes a signature for five minutes, and all calls of a load are signed before it. */
  private static final Duration LONGEST_SIGNED_LOAD = Duration.ofMinutes(4);

  private final TerraformOutputs outputs;
  private final AnalysisOptions options;
  private final List<String> functions;
  private final Scenario starts;
  private final Plan plan;
  private final PriceBook prices;
  private final RunEstimate estimate;

  private TerraformRun(
      TerraformOutputs outputs,
      AnalysisOptions options,
      List<String> functions,
      Scenario starts,
      Plan plan,
      PriceBook prices,
      RunEstimate estimate) {
    this.outputs = outputs;
    this.options = options;
    this.functions = functions;
    this.starts = starts;
    this.plan = plan;
    this.prices = prices;
    this.estimate = estimate;
  }

  /** Makes the plan of a run. */
  @FunctionalInterface
  interface Planner {
    Plan plan(int functions, String startFunction);
  }

  /**
   * @param armNames the arms to take; empty for all
   * @param functionNames the functions to call; empty for all
   * @param built the scenarios of the functions that are built here
   * @throws IOException when one isn't there, there are no prices for the region, or a load is
   *     longer than a signature holds
   */
  static TerraformRun of(
      TerraformOutputs provisioned,
      List<String> armNames,
      List<String> functionNames,
      AnalysisOptions options,
      Planner planner,
      Scenarios built)
      throws IOException {
    requireKnown("--arm", armNames, provisioned.arms().stream().map(ProvisionedArm::name).toList());
    TerraformOutputs outputs =
        new TerraformOutputs(
            provisioned.region(),
            provisioned.arms().stream()
                .filter(arm -> armNames.isEmpty() || armNames.contains(arm.name()))
                .toList(),
            provisioned.loadGenerator());
    List<String> all =
        outputs.arms().stream()
            .flatMap(arm -> arm.functions().stream())
            .map(ProvisionedArm.Function::name)
            .distinct()
            .toList();
    requireKnown("--function", functionNames, all);
    List<String> functions =
        all.stream()
            .filter(name -> functionNames.isEmpty() || functionNames.contains(name))
            .toList();
    if (functions.isEmpty()) {
      throw new IOException("terraform output has no function; deploy one first");
    }
    PriceBook prices = Prices.book(options.prices());
    PriceBook.Region region = Prices.in(prices, outputs.region());
    for (String name : functions) {
      if (!built.names().contains(name)) {
        throw new IOException(
            name + " is deployed, and not in the build here: build it, or choose by --function");
      }
    }
    Scenario starts = built.ofStarts(functions);
    Plan plan = planner.plan(functions.size(), starts.function());
    if (plan.duration().compareTo(LONGEST_SIGNED_LOAD) > 0
        || plan.warmUp().compareTo(LONGEST_SIGNED_LOAD) > 0) {
      throw new IOException(
          "--duration-seconds and --warm-up-seconds must be at most "
              + LONGEST_SIGNED_LOAD.toSeconds()
              + " with --terraform: AWS takes a signature for five minutes");
    }
    return new TerraformRun(
        outputs,
        options,
        functions,
        starts,
        plan,
        prices,
        new RunEstimate(
            outputs, region, RunEstimate.Amount.of(plan), functions, byHttpApi(options, outputs)));
  }

  private static boolean byHttpApi(AnalysisOptions options, TerraformOutputs outputs) {
    return options.settingsOf(outputs, null, 0).cost().gateway() == Gateway.HTTP_API;
  }

  private static void requireKnown(String option, List<String> given, List<String> known)
      throws IOException {
    for (String name : given) {
      if (!known.contains(name)) {
        throw new IOException(
            option + " must be one of " + String.join(", ", known) + ", was " + name);
      }
    }
  }

  /** The account that the arms are in. */
  AwsAccount account() {
    return new AwsAccount(outputs.region());
  }

  List<String> functions() {
    return functions;
  }

  Plan plan() {
    return plan;
  }

  /** By the region, the processor and the least tasks that are deployed, unless options differ. */
  AnalysisSettings settings(@Nullable String reference) {
    return options.settingsOf(outputs, reference, plan.seed());
  }

  /**
   * The arms, to be asked on AWS.
   *
   * @param firstAnswer of a scenario
   * @param complaints told what could not be put back at the end
   */
  List<Arm> arms(
      AwsAccount account,
      List<Scenario> scenarios,
      Function<Scenario, FirstAnswer> firstAnswer,
      Consumer<String> complaints) {
    boolean byHttpApi = byHttpApi(options, outputs);
    List<Arm> arms = new ArrayList<>();
    for (ProvisionedArm arm : outputs.arms()) {
      Stream.concat(Stream.of(starts), scenarios.stream())
          .filter(scenario -> arm.reachable(scenario.function(), byHttpApi).isPresent())
          .findFirst()
          .map(scenario -> account.arm(arm, byHttpApi, firstAnswer.apply(scenario), complaints))
          .ifPresent(arms::add);
    }
    return arms;
  }

  /** What the run costs at most, in US dollars. */
  double usdAtMost() {
    return estimate.lines().stream().mapToDouble(RunEstimate.Line::usd).sum();
  }

  /** The arms, their addresses and the estimate. */
  String text() {
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
                function.address(byHttpApi(options, outputs)).orElse("none: left out")));
      }
    }
    TextTable costs = new TextTable(2, List.of("arm", "what", "USD at most"));
    for (RunEstimate.Line line : estimate.lines()) {
      costs.add(List.of(line.arm(), line.what(), usd(line.usd())));
    }
    costs.add(List.of("all", "", usd(usdAtMost())));
    return addresses.text()
        + "\n"
        + costs.text()
        + "Region "
        + outputs.region()
        + ", prices of "
        + prices.date()
        + "; the run takes about "
        + Math.max(1, estimate.duration().toMinutes())
        + " min.\n";
  }

  private static String usd(double usd) {
    return String.format(Locale.ROOT, "%.4f", usd);
  }
}
