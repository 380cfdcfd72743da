package dev.quartet.loadtest;

import dev.quartet.loadtest.bench.Bench;
import dev.quartet.loadtest.bench.BenchSettings;
import dev.quartet.loadtest.measure.Machine;
import dev.quartet.loadtest.report.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadtest/bench/predict}. */
@Command(
    name = "loadtest/bench/predict",
    sortOptions = false,
    description = {
      "Measures servers that read digits on this machine, under a closed loop of wrk or at a constant rate of k6: requests a"
          + " second, CPU time of the server for a request, latency, memory, and process start to first right answer.",
      "All stay up; each round measures each once, one at a time, in a random order. Ratios are of the same rounds.",
      ""
    })
final class BenchCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--servers",
      paramLabel = "NAME",
      split = ",",
      description = "Some servers only (default: all that are here).")
  private List<String> servers = new ArrayList<>();

  @Option(
      names = "--server",
      paramLabel = "NAME=URL@PID",
      description = "A server that already runs; may be given more than once.")
  private List<String> outside = new ArrayList<>();

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "predict",
      description =
          "predict: JSON of 512 numbers; oip-json, oip-binary: the Open Inference Protocol; matmul: the seed's matrix"
              + " product in place of a model, by axum-matmul and fastapi-matmul (default: ${DEFAULT-VALUE}).")
  private List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--connections",
      paramLabel = "N",
      split = ",",
      defaultValue = "8,64",
      description =
          "Connections at once; each number is a measurement of its own (default: ${DEFAULT-VALUE}).")
  private List<Integer> connections = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "N",
      split = ",",
      description =
          "Requests a second by k6, in place of wrk's connections; 1000 with --seconds 30 is the seed's load.")
  private List<Integer> rates = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Seconds of one measurement (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description =
          "Seconds for each server and scenario before the first round (default: ${DEFAULT-VALUE}).")
  private int warmUpSeconds;

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "10",
      description = "Counted starts of each server, 0 for none (default: ${DEFAULT-VALUE}).")
  private int starts;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that share one operator in ONNX Runtime, in every server (default: the processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--reference",
      paramLabel = "NAME",
      description =
          "What the others are held to: a server, with its scenario behind a blank where there is more than one"
              + " (default: axum where it is measured, else the first).")
  private @Nullable String reference;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the orders and the intervals (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BenchSettings settings = settings();
    Path root = Root.find();
    Machine machine = Machine.here(root);
    RunFolder folder = RunFolder.create(root.resolve("loadtest/results"));
    Bench bench = new Bench(root, Root.java(), folder.path(), line -> System.err.println(line));
    String tables = bench.run(settings, machine);
    System.out.println();
    System.out.print(tables);
    System.out.println(
        "Machine: %s, %d processors, load average %.2f at the start; revision %s; ONNX Runtime with %d threads. All of it: %s"
            .formatted(
                machine.processorModel(),
                machine.processors(),
                machine.loadAverage(),
                machine.revision(),
                settings.threads(),
                folder.path()));
    return 0;
  }

  private BenchSettings settings() {
    requireNames("--servers", servers, Bench.serverNames());
    requireNames("--scenario", scenarios, Bench.scenarioNames());
    connections.forEach(each -> requireAtLeast("--connections", each, 1));
    rates.forEach(each -> requireAtLeast("--rate", each, 1));
    requireAtLeast("--rounds", rounds, 1);
    requireAtLeast("--seconds", seconds, 1);
    requireAtLeast("--warm-up", warmUpSeconds, 0);
    requireAtLeast("--starts", starts, 0);
    requireAtLeast("--threads", threads, 1);
    for (String each : outside) {
      try {
        Bench.requireOutsideServer(each);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--server " + e.getMessage());
      }
    }
    return new BenchSettings(
        servers.isEmpty() ? Bench.serverNames() : servers,
        outside,
        scenarios,
        connections,
        rates,
        rounds,
        seconds,
        warmUpSeconds,
        starts,
        threads,
        Optional.ofNullable(reference),
        seed);
  }

  private void requireNames(String option, List<String> given, List<String> known) {
    for (String each : given) {
      if (!known.contains(each)) {
        throw new ParameterException(
            spec.commandLine(),
            option + " must be of " + String.join(", ", known) + ", was " + each);
      }
    }
  }

  private void requireAtLeast(String option, int given, int least) {
    if (given < least) {
      throw new ParameterException(
          spec.commandLine(), option + " must be " + least + " or more, was " + given);
    }
  }
}
