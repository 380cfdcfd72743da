package dev.quartet.loadtest;

import dev.quartet.loadtest.arm.Arm;
import dev.quartet.loadtest.arm.ArmContext;
import dev.quartet.loadtest.arm.Arms;
import dev.quartet.loadtest.arm.ContainerEngine;
import dev.quartet.loadtest.comparison.Comparison;
import dev.quartet.loadtest.comparison.Plan;
import dev.quartet.loadtest.comparison.Results;
import dev.quartet.loadtest.comparison.Stores;
import dev.quartet.loadtest.load.LoadGenerator;
import dev.quartet.loadtest.load.LoadLimits;
import dev.quartet.loadtest.load.Scenario;
import dev.quartet.loadtest.load.Scenarios;
import dev.quartet.loadtest.measure.FirstAnswer;
import dev.quartet.loadtest.measure.Machine;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.report.ResultsText;
import dev.quartet.loadtest.report.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadtest/compare}. */
@Command(
    name = "loadtest/compare",
    mixinStandardHelpOptions = false,
    sortOptions = false,
    description = {
      "Runs every target that this machine can run under the same limits and the same load, and prints one table.",
      "What can't run is named. Figures, raw samples and report.html go to loadtest/results/<run>/.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:at least one figure counts",
      "1:nothing could be measured; the output says why",
      "2:an option is wrong"
    })
final class CompareCommand implements Callable<Integer> {
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(60);

  /** With --quick the functions share these, so that a further function takes no further time. */
  private static final Share QUICK_COUNTED_SECONDS = new Share(6, 1, 3);

  private static final Share QUICK_WARM_UP_SECONDS = new Share(4, 0.5, 2);

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--quick",
      description =
          "A short look: 2 cold starts, then 2 blocks at 25/s in which the functions share the time;"
              + " ends within two minutes once built.")
  private boolean quick;

  @Option(
      names = "--arm",
      paramLabel = "NAME",
      description =
          "Run this arm only (local, fargate, fargate-native, lambda-jvm, lambda-native); may be given"
              + " again.")
  private List<String> armNames = new ArrayList<>();

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description =
          "Compare this function only; may be given again (default: every function of"
              + " functions.json).")
  private List<String> functionNames = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Mean arrivals per second, the same for every function (default: 100, quick: 25).")
  private @Nullable Double rate;

  @Option(
      names = "--duration-seconds",
      paramLabel = "S",
      description =
          "Counted load per function, arm and block (default: 10, quick: 6 for all functions"
              + " together, 1 to 3 for each).")
  private @Nullable Double durationSeconds;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description = "How often every arm is run (default: 5, quick: 2).")
  private @Nullable Integer blocks;

  @Option(
      names = "--warm-up-seconds",
      paramLabel = "S",
      description =
          "Uncounted load per function and arm before the first block (default: 10, quick: 4 for"
              + " all functions together, 0.5 to 2 for each).")
  private @Nullable Double warmUpSeconds;

  @Option(
      names = "--cold-starts",
      paramLabel = "N",
      description = "Forced per arm (default: 5, quick: 2).")
  private @Nullable Integer coldStarts;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      defaultValue = "1769",
      description =
          "Memory of each arm; 1769 MB get one vCPU, as on Lambda (default: ${DEFAULT-VALUE}).")
  private int memoryMegabytes;

  @Option(
      names = "--environments",
      paramLabel = "N",
      description =
          "Most execution environments of a Lambda function at once; the warm-up starts them"
              + " (default: 8, quick: 4).")
  private @Nullable Integer environments;

  @Option(names = "--even", description = "Even arrivals instead of a Poisson process.")
  private boolean even;

  @Option(
      names = "--deadline-millis",
      paramLabel = "MS",
      defaultValue = "5000",
      description =
          "Longest time from the intended start to the answer (default: ${DEFAULT-VALUE}).")
  private int deadlineMillis;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      defaultValue = "512",
      description = "Most requests in flight; more void the block (default: ${DEFAULT-VALUE}).")
  private int maxInFlight;

  @Option(
      names = "--max-lateness-millis",
      paramLabel = "MS",
      description =
          "A block is void when the p99 of how late the generator starts requests is above this (default: 1, quick: 5).")
  private @Nullable Double maxLatenessMillis;

  @Option(
      names = "--budget-seconds",
      paramLabel = "S",
      description =
          "Begin no block, but the first, that would end later; 0: no end (default: 0, quick: 105).")
  private @Nullable Integer budgetSeconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Repeats order, arrivals and inputs of a run (default: a random one, which is shown).")
  private @Nullable Long seed;

  @Option(names = "--results", paramLabel = "FOLDER", description = "Default: loadtest/results.")
  private @Nullable Path resultsFolder;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkFigures();
    checkNames("--arm", armNames, Arms.names());
    Path root = Root.find();
    Scenarios built = Scenarios.built(root, System.currentTimeMillis());
    checkNames("--function", functionNames, built.names());
    List<Scenario> scenarios = built.of(functionNames);
    Scenario starts = built.ofStarts();
    Plan plan = plan(scenarios.size(), starts.function());
    Machine machine = Machine.here(root);
    RunFolder folder =
        RunFolder.create(
            resultsFolder == null
                ? root.resolve("loadtest/results")
                : resultsFolder.toAbsolutePath());
    Path java = Root.java();
    Results results;
    try (Stores stores = Stores.start(root, java, folder.logs());
        LoadGenerator generator = new LoadGenerator()) {
      ArmContext context =
          new ArmContext(
              root,
              java,
              plan.limits(),
              stores.environment(),
              folder.logs(),
              new FirstAnswer(starts.function(), starts.firstCall(), FIRST_ANSWER),
              plan.environments());
      List<Arm> arms =
          Arms.declared(context, ContainerEngine.installed()).stream()
              .filter(arm -> armNames.isEmpty() || armNames.contains(arm.name()))
              .toList();
      Comparison comparison =
          new Comparison(
              plan, scenarios, stores, generator, folder, line -> System.err.println(line));
      results = comparison.run(folder.name(), arms, machine, versions());
    }
    folder.write(results);
    System.out.println();
    System.out.print(ResultsText.of(results));
    System.out.println("Report: " + folder.path().resolve("report.html"));
    boolean counted =
        results.arms().stream()
            .flatMap(arm -> arm.functions().stream())
            .anyMatch(function -> function.counted() > 0);
    return counted ? 0 : 1;
  }

  /** What is shared by the functions of one arm, and the least and the most that each gets. */
  private record Share(double together, double least, double most) {
    double of(int functions) {
      return Math.clamp(together / functions, least, most);
    }
  }

  private Plan plan(int functions, String startFunction) {
    return new Plan(
        seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed,
        rate == null ? (quick ? 25 : 100) : rate,
        even,
        seconds(
            durationSeconds == null
                ? (quick ? QUICK_COUNTED_SECONDS.of(functions) : 10)
                : durationSeconds),
        blocks == null ? (quick ? 2 : 5) : blocks,
        seconds(
            warmUpSeconds == null
                ? (quick ? QUICK_WARM_UP_SECONDS.of(functions) : 10)
                : warmUpSeconds),
        coldStarts == null ? (quick ? 2 : 5) : coldStarts,
        Duration.ofSeconds(budgetSeconds == null ? (quick ? 105 : 0) : budgetSeconds),
        Limits.likeLambda(memoryMegabytes),
        environments == null ? (quick ? 4 : 8) : environments,
        startFunction,
        new LoadLimits(
            Duration.ofMillis(deadlineMillis),
            maxInFlight,
            Duration.ofNanos(
                (long) ((maxLatenessMillis == null ? (quick ? 5 : 1) : maxLatenessMillis) * 1e6))));
  }

  private void checkFigures() {
    positive("--rate", rate);
    positive("--duration-seconds", durationSeconds);
    positive("--blocks", blocks);
    notNegative("--warm-up-seconds", warmUpSeconds);
    notNegative("--cold-starts", coldStarts);
    if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
      throw wrong("--memory", "from 128 to 10240", memoryMegabytes);
    }
    positive("--environments", environments);
    positive("--deadline-millis", deadlineMillis);
    positive("--max-in-flight", maxInFlight);
    positive("--max-lateness-millis", maxLatenessMillis);
    notNegative("--budget-seconds", budgetSeconds);
  }

  private void checkNames(String option, List<String> given, List<String> known) {
    for (String name : given) {
      if (!known.contains(name)) {
        throw wrong(option, "one of " + String.join(", ", known), name);
      }
    }
  }

  private void positive(String option, @Nullable Number figure) {
    if (figure != null
        && (!(figure.doubleValue() > 0) || Double.isInfinite(figure.doubleValue()))) {
      throw wrong(option, "above 0", figure);
    }
  }

  private void notNegative(String option, @Nullable Number figure) {
    if (figure != null
        && (!(figure.doubleValue() >= 0) || Double.isInfinite(figure.doubleValue()))) {
      throw wrong(option, "0 or more", figure);
    }
  }

  private ParameterException wrong(String option, String expected, Object was) {
    return new ParameterException(
        spec.commandLine(),
        option + " must be " + expected + ", was " + was + ". --help shows all options.");
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  private static Map<String, String> versions() {
    return Map.of(
        "Vert.x",
        io.vertx.core.impl.launcher.commands.VersionCommand.getVersion(),
        "picocli",
        CommandLine.VERSION);
  }
}
