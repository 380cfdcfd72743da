package dev.quartet.loadtest;

import dev.quartet.loadtest.analysis.AnalysisSettings;
import dev.quartet.loadtest.analysis.Summary;
import dev.quartet.loadtest.analysis.WidthReached;
import dev.quartet.loadtest.arm.Arm;
import dev.quartet.loadtest.arm.ArmContext;
import dev.quartet.loadtest.arm.Arms;
import dev.quartet.loadtest.arm.ContainerEngine;
import dev.quartet.loadtest.aws.AwsAccount;
import dev.quartet.loadtest.comparison.Comparison;
import dev.quartet.loadtest.comparison.Plan;
import dev.quartet.loadtest.comparison.RateSweep;
import dev.quartet.loadtest.comparison.StoreReadings;
import dev.quartet.loadtest.comparison.Stores;
import dev.quartet.loadtest.load.LoadGenerator;
import dev.quartet.loadtest.load.LoadLimits;
import dev.quartet.loadtest.load.Scenario;
import dev.quartet.loadtest.load.Scenarios;
import dev.quartet.loadtest.measure.FirstAnswer;
import dev.quartet.loadtest.measure.Machine;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.record.RunJournal;
import dev.quartet.loadtest.record.StoreDelays;
import dev.quartet.loadtest.report.RunFolder;
import dev.quartet.loadtest.report.RunReport;
import dev.quartet.loadtest.report.SummaryText;
import dev.quartet.loadtest.terraform.TerraformOutputs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadtest/compare}. */
@Command(
    name = "loadtest/compare",
    mixinStandardHelpOptions = false,
    sortOptions = false,
    subcommands = {ReportCommand.class, DiffCommand.class, CheckCommand.class, TasksCommand.class},
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

  private static final Share COUNTED_SECONDS = new Share(20, 3, 10);

  private static final double FIRST_SWEPT_RATE = 20;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--quick",
      description =
          "A short look: 2 cold starts, then 2 blocks at 25/s in which the functions share the time;"
              + " ends within five minutes once built.")
  private boolean quick;

  @Option(
      names = "--arm",
      paramLabel = "NAME[=URL[@PID]]",
      description =
          "Run this arm only: one of loadtest/arms, or a server that already runs; may be given"
              + " again.")
  private List<String> armNames = new ArrayList<>();

  @Option(
      names = "--again",
      paramLabel = "NAME",
      description =
          "Run this arm's artifact twice, as NAME and NAME-again: their ratios show what chance"
              + " does.")
  private @Nullable String again;

  @Option(
      names = "--reference",
      paramLabel = "NAME",
      description =
          "The arm that the others are held to (default: the first that AWS would host, else the"
              + " first).")
  private @Nullable String reference;

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
          "Counted load per function, arm and block (default: 20 for all functions together, 3 to"
              + " 10 for each; quick: 6 together, 1 to 3 for each).")
  private @Nullable Double durationSeconds;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description =
          "How often every arm is run (default: 8, quick: 2); an interval takes 6 at least.")
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

  @Option(
      names = "--s3-delay-millis",
      paramLabel = "MS",
      defaultValue = "0",
      description =
          "Added to every answer of S3, the same for all arms; about 15 on AWS (default: ${DEFAULT-VALUE}).")
  private int s3DelayMillis;

  @Option(
      names = "--dynamodb-delay-millis",
      paramLabel = "MS",
      defaultValue = "0",
      description = "Likewise of DynamoDB; about 4 on AWS (default: ${DEFAULT-VALUE}).")
  private int dynamoDbDelayMillis;

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
          "Begin no block, but the first, that would end later; 0: no end (default: 1440, quick:"
              + " 210).")
  private @Nullable Integer budgetSeconds;

  @Option(names = "--budget-minutes", paramLabel = "M", description = "The same in minutes.")
  private @Nullable Double budgetMinutes;

  @Option(
      names = "--stop-width",
      paramLabel = "W",
      description =
          "Stop before the budget once every interval of a latency ratio is narrower than W times"
              + " its ratio, such as 0.05; at least 6 blocks are run (default: not).")
  private @Nullable Double stopWidth;

  @Option(
      names = "--rate-sweep",
      paramLabel = "MS",
      description =
          "Before the blocks, look for the highest rate of each arm at which p99 stays under MS"
              + " milliseconds.")
  private @Nullable Double rateSweepMillis;

  @Option(
      names = "--highest-rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "No more is tried by --rate-sweep (default: ${DEFAULT-VALUE}).")
  private double highestRate;

  @Option(
      names = "--memory-sweep",
      paramLabel = "MB",
      split = ",",
      arity = "0..1",
      fallbackValue = "128,256,512,1024,1769,3008",
      description =
          "Run each Lambda arm at these sizes instead of one (without a value:"
              + " ${FALLBACK-VALUE}; 128 for native alone).")
  private List<Integer> memorySweep = new ArrayList<>();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private AnalysisOptions analysisOptions;

  @Option(
      names = "--terraform",
      paramLabel = "FOLDER",
      description =
          "Compare what Terraform applied there, on AWS: says the arms and what the run costs at most,"
              + " and asks before it spends. A file with the answer of terraform output -json does too.")
  private @Nullable Path terraform;

  @Option(names = "--yes", description = "With --terraform: spend without being asked.")
  private boolean yes;

  @Option(
      names = "--dry-run",
      description = "Run nothing: show the arms and, with --terraform, the cost of the run.")
  private boolean dryRun;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Repeats order, arrivals and inputs of a run (default: a random one, which is shown).")
  private @Nullable Long seed;

  @Mixin private final ResultsOption results = new ResultsOption();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkFigures();
    Path root = Root.find();
    Arms arms = Arms.declared(root);
    if (terraform != null) {
      return compareOnAws(root, terraform);
    }
    checkArms(arms);
    Scenarios built = Scenarios.built(root, System.currentTimeMillis());
    checkNames("--function", functionNames, built.names());
    List<Scenario> scenarios = built.of(functionNames);
    Scenario starts = built.ofStarts(functionNames);
    Plan plan = plan(scenarios.size(), starts.function());
    if (dryRun) {
      System.out.println("Arms: " + String.join(", ", chosen(arms)));
      System.out.println("Planned: " + plan.blocks() + " blocks. Nothing was run.");
      return 0;
    }
    Path java = Root.java();
    return compare(
        root,
        plan,
        scenarios,
        analysisOptions.settings(reference, plan.seed()),
        (folder, comparison) -> {
          try (Stores stores = Stores.start(root, java, folder.logs())) {
            stores.delay(plan.storeDelays());
            ArmContext context =
                new ArmContext(
                    root,
                    java,
                    plan.limits(),
                    stores.environment(),
                    folder.logs(),
                    firstAnswer(starts),
                    plan.environments());
            comparison.of(arms(arms, context, starts, scenarios), stores);
          }
        });
  }

  private int compareOnAws(Path root, Path place) throws IOException, InterruptedException {
    if (again != null || !memorySweep.isEmpty() || rateSweepMillis != null) {
      throw new IOException("--terraform takes none of --again, --memory-sweep and --rate-sweep");
    }
    Scenarios built = Scenarios.built(root, System.currentTimeMillis());
    TerraformRun run =
        TerraformRun.of(
            TerraformOutputs.of(place),
            armNames,
            functionNames,
            analysisOptions,
            this::plan,
            built);
    System.out.print(run.text());
    if (dryRun) {
      System.out.println("Nothing was called.");
      return 0;
    }
    List<Scenario> scenarios = built.of(run.functions());
    if (!yes) {
      Agreement.ask(run.usdAtMost());
    }
    return compare(
        root,
        run.plan(),
        scenarios,
        run.settings(reference),
        (folder, comparison) -> {
          try (AwsAccount account = run.account()) {
            comparison.of(
                run.arms(account, scenarios, CompareCommand::firstAnswer, System.err::println),
                StoreReadings.NONE);
          }
        });
  }

  /** Opens what the arms need, has them compared, and closes it. */
  @FunctionalInterface
  private interface Opened {
    void during(RunFolder folder, Compared comparison) throws IOException, InterruptedException;
  }

  /** Compares arms. */
  @FunctionalInterface
  private interface Compared {
    void of(List<Arm> arms, StoreReadings stores) throws IOException, InterruptedException;
  }

  private int compare(
      Path root, Plan plan, List<Scenario> scenarios, AnalysisSettings settings, Opened opened)
      throws IOException, InterruptedException {
    Machine machine = Machine.here(root);
    RunFolder folder = results.create();
    RunReport report = new RunReport(folder.path());
    report.settle(settings, analysisOptions.prices(), analysisOptions.energy());
    RunJournal journal = new RunJournal(folder.path());
    ProgressLine progress = new ProgressLine(System.err, System.console() != null);
    try (Interruption interruption = Interruption.of(Thread.currentThread(), journal)) {
      try (LoadGenerator generator = new LoadGenerator()) {
        opened.during(
            folder,
            (arms, stores) ->
                new Comparison(
                        plan,
                        scenarios,
                        stores,
                        generator,
                        journal,
                        stopWidth == null
                            ? Optional::empty
                            : new WidthReached(report::analysis, stopWidth),
                        progress)
                    .run(folder.name(), arms, machine, versions(), flags()));
      } catch (InterruptedException e) {
        if (!interruption.happened()) {
          throw e;
        }
      }
      progress.end();
      return show(report, folder);
    }
  }

  private static int show(RunReport report, RunFolder folder) throws IOException {
    Summary summary = report.write();
    System.out.println();
    System.out.print(SummaryText.of(summary));
    System.out.println("Report: " + folder.path().resolve("report.html"));
    boolean counted =
        summary.results().arms().stream()
            .flatMap(arm -> arm.functions().stream())
            .anyMatch(function -> function.counted() > 0);
    return counted ? 0 : 1;
  }

  private List<String> chosen(Arms arms) {
    List<String> names = new ArrayList<>(armNames.isEmpty() ? arms.defaults() : armNames);
    if (again != null && !names.contains(again)) {
      names.add(again);
    }
    return names;
  }

  private static FirstAnswer firstAnswer(Scenario scenario) {
    return new FirstAnswer(scenario.function(), scenario.firstCall(), FIRST_ANSWER);
  }

  private List<Arm> arms(Arms arms, ArmContext shared, Scenario starts, List<Scenario> scenarios)
      throws InterruptedException {
    Optional<Path> engine = ContainerEngine.installed();
    List<Arm> all = new ArrayList<>();
    for (String name : chosen(arms)) {
      ArmContext context =
          Stream.concat(Stream.of(starts), scenarios.stream())
              .filter(scenario -> arms.serves(name, scenario.function()))
              .findFirst()
              .map(scenario -> shared.startedBy(firstAnswer(scenario)))
              .orElse(shared);
      if (!memorySweep.isEmpty() && arms.isLambda(name)) {
        all.addAll(arms.swept(name, memorySweep, context, engine));
      } else {
        all.add(arms.arm(name, context, engine));
      }
      if (name.equals(again)) {
        all.add(arms.again(name, context, engine));
      }
    }
    return all;
  }

  private List<String> flags() {
    return spec.commandLine().getParseResult().originalArgs();
  }

  private void checkArms(Arms arms) {
    for (String name : armNames) {
      if (!arms.knows(name)) {
        throw wrong(
            "--arm", "one of " + String.join(", ", arms.names()) + ", or NAME=URL[@PID]", name);
      }
    }
    if (again != null && !arms.names().contains(again)) {
      throw wrong("--again", "one of " + String.join(", ", arms.names()), again);
    }
    for (int megabytes : memorySweep) {
      if (megabytes < 128 || megabytes > 10_240) {
        throw wrong("--memory-sweep", "from 128 to 10240", megabytes);
      }
    }
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
                ? (quick ? QUICK_COUNTED_SECONDS : COUNTED_SECONDS).of(functions)
                : durationSeconds),
        blocks == null ? (quick ? 2 : 8) : blocks,
        seconds(
            warmUpSeconds == null
                ? (quick ? QUICK_WARM_UP_SECONDS.of(functions) : 10)
                : warmUpSeconds),
        coldStarts == null ? (quick ? 2 : 5) : coldStarts,
        budget(),
        Limits.likeLambda(memoryMegabytes),
        environments == null ? (quick ? 4 : 8) : environments,
        startFunction,
        new StoreDelays(s3DelayMillis, dynamoDbDelayMillis),
        new LoadLimits(
            Duration.ofMillis(deadlineMillis),
            maxInFlight,
            Duration.ofNanos(
                (long) ((maxLatenessMillis == null ? (quick ? 5 : 1) : maxLatenessMillis) * 1e6))),
        rateSweepMillis == null
            ? Optional.empty()
            : Optional.of(
                new RateSweep(
                    rateSweepMillis,
                    FIRST_SWEPT_RATE,
                    highestRate,
                    quick ? Duration.ofSeconds(2) : Duration.ofSeconds(4))));
  }

  private Duration budget() {
    if (budgetMinutes != null) {
      return seconds(budgetMinutes * 60);
    }
    return Duration.ofSeconds(budgetSeconds == null ? (quick ? 210 : 1_440) : budgetSeconds);
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
    notNegative("--s3-delay-millis", s3DelayMillis);
    notNegative("--dynamodb-delay-millis", dynamoDbDelayMillis);
    positive("--deadline-millis", deadlineMillis);
    positive("--max-in-flight", maxInFlight);
    positive("--max-lateness-millis", maxLatenessMillis);
    notNegative("--budget-seconds", budgetSeconds);
    notNegative("--budget-minutes", budgetMinutes);
    positive("--stop-width", stopWidth);
    positive("--rate-sweep", rateSweepMillis);
    positive("--highest-rate", highestRate);
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
