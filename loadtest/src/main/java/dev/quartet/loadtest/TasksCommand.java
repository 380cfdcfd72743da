package dev.quartet.loadtest;

import dev.quartet.loadtest.cost.PriceBook;
import dev.quartet.loadtest.fleet.LoadTasks;
import dev.quartet.loadtest.fleet.MergedLoad;
import dev.quartet.loadtest.report.RunFolder;
import dev.quartet.loadtest.report.RunReport;
import dev.quartet.loadtest.report.TextTable;
import dev.quartet.loadtest.terraform.LoadGeneratorTask;
import dev.quartet.loadtest.terraform.ProvisionedArm;
import dev.quartet.loadtest.terraform.RunEstimate;
import dev.quartet.loadtest.terraform.TerraformOutputs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadtest/compare tasks}. */
@Command(
    name = "tasks",
    sortOptions = false,
    description = {
      "Sends one arm more than one machine can, by k6 from many tasks on Fargate: each sends its segment of the load.",
      "It wants load_generator = true in Terraform, and an address without a signature. It costs money, and asks first.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every request was sent and answered rightly",
      "1:some were not, or the tasks could not run; the output says which",
      "2:an option is wrong"
    })
final class TasksCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--terraform",
      paramLabel = "FOLDER",
      required = true,
      description = "Where Terraform was applied, or a file with its output.")
  @SuppressWarnings("NullAway.Init")
  private Path terraform;

  @Option(
      names = "--arm",
      paramLabel = "NAME",
      required = true,
      description = "The arm that the load goes to.")
  @SuppressWarnings("NullAway.Init")
  private String armName;

  @Option(
      names = "--function",
      paramLabel = "NAME",
      defaultValue = "predict",
      description = "predict or uuid (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init")
  private String function;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many tasks share the load; 1 to 10 (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Requests per second of all together (default: ${DEFAULT-VALUE}).")
  private int ratePerSecond;

  @Option(
      names = "--duration-seconds",
      paramLabel = "S",
      defaultValue = "120",
      description = "How long each task sends; 10 or more (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--yes", description = "Spend without being asked.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Say what it costs at most, and run nothing.")
  private boolean dryRun;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "A price book of your own, in the shape of prices.schema.json.")
  private @Nullable Path prices;

  @Mixin private final ResultsOption results = new ResultsOption();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() throws IOException, InterruptedException {
    require(List.of("predict", "uuid").contains(function), "--function", "predict or uuid");
    require(tasks >= 1 && tasks <= 10, "--tasks", "from 1 to 10");
    require(ratePerSecond >= tasks, "--rate", "--tasks or more");
    require(seconds >= 10, "--duration-seconds", "10 or more");
    TerraformOutputs outputs = TerraformOutputs.of(terraform);
    @Nullable LoadGeneratorTask task = outputs.loadGenerator();
    if (task == null) {
      throw new IOException(
          "there is no load generator: set load_generator = true and run terraform apply");
    }
    URI base = base(outputs);
    double usdAtMost = usdAtMost(outputs, task);
    System.out.printf(
        Locale.ROOT,
        "%d tasks of %.1f vCPU send %d/s for %d s to %s: at most %.4f USD.%n",
        tasks,
        task.vcpus(),
        ratePerSecond,
        seconds,
        base,
        usdAtMost);
    if (dryRun) {
      System.out.println("Nothing was called.");
      return 0;
    }
    if (!yes) {
      Agreement.ask(usdAtMost);
    }
    RunFolder folder = results.create();
    try (LoadTasks fleet = new LoadTasks(task, outputs.region(), PAUSE)) {
      MergedLoad load =
          fleet.run(
              folder.name(),
              new LoadTasks.Load(function, base, ratePerSecond, seconds),
              tasks,
              folder.path());
      System.out.print(text(load));
      System.out.println("Samples: " + folder.path());
      return load.isClean() ? 0 : 1;
    }
  }

  /** Without the function's path, which the scenario adds. */
  private URI base(TerraformOutputs outputs) throws IOException {
    ProvisionedArm arm = arm(outputs);
    ProvisionedArm.Function called =
        arm.reachable(function, false)
            .orElseThrow(() -> new IOException(armName + " has no address for " + function));
    if (!called.authorization().equals("NONE")) {
      throw new IOException(
          armName
              + " wants signed requests, and k6 signs none: take a container's arm, or deploy Function"
              + " URLs without a signature (function_url_authorization = NONE)");
    }
    String url = String.valueOf(called.url());
    String path = "/" + function;
    if (!url.endsWith(path)) {
      throw new IOException(url + " must end with " + path + ", which k6's scenario adds");
    }
    return URI.create(url.substring(0, url.length() - path.length()));
  }

  private ProvisionedArm arm(TerraformOutputs outputs) throws IOException {
    return outputs.arms().stream()
        .filter(each -> each.name().equals(armName))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "--arm must be one of "
                        + String.join(
                            ", ", outputs.arms().stream().map(ProvisionedArm::name).toList())
                        + ", which terraform output names; was "
                        + armName));
  }

  private double usdAtMost(TerraformOutputs outputs, LoadGeneratorTask task) throws IOException {
    PriceBook.Region region =
        Prices.in(
            Prices.book(prices == null ? RunReport.ownPrices() : AnalysisOptions.read(prices)),
            outputs.region());
    Duration load = Duration.ofSeconds(seconds);
    RunEstimate ofTheArm =
        new RunEstimate(
            new TerraformOutputs(outputs.region(), List.of(arm(outputs)), task),
            region,
            new RunEstimate.Amount(ratePerSecond, load, 1, 0),
            List.of(function),
            false);
    return ofTheArm.lines().stream().mapToDouble(RunEstimate.Line::usd).sum()
        + RunEstimate.tasksUsd(task, tasks, load.plus(LoadTasks.BESIDE_THE_LOAD), region);
  }

  private static String text(MergedLoad load) {
    TextTable table =
        new TextTable(
            0,
            List.of(
                "tasks",
                "s together",
                "requests",
                "requests/s",
                "p50 ms",
                "p90 ms",
                "p99 ms",
                "max ms",
                "wrong",
                "failed",
                "dropped"));
    table.add(
        List.of(
            String.valueOf(load.tasks()),
            String.valueOf(load.seconds()),
            String.valueOf(load.requests()),
            one(load.ratePerSecond()),
            one(load.p50Millis()),
            one(load.p90Millis()),
            one(load.p99Millis()),
            one(load.maxMillis()),
            String.valueOf(load.failedChecks()),
            String.valueOf(load.failedRequests()),
            String.valueOf(load.dropped())));
    return table.text();
  }

  private static String one(double figure) {
    return String.format(Locale.ROOT, "%.1f", figure);
  }

  private void require(boolean holds, String option, String expected) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), option + " must be " + expected + ". --help shows all options.");
    }
  }
}
