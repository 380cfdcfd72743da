package dev.quartet.loadtest;

import dev.quartet.loadtest.arm.ArmContext;
import dev.quartet.loadtest.arm.ContainerEngine;
import dev.quartet.loadtest.comparison.Stores;
import dev.quartet.loadtest.load.HeldOutDigits;
import dev.quartet.loadtest.load.PredictScenario;
import dev.quartet.loadtest.measure.FirstAnswer;
import dev.quartet.loadtest.measure.Machine;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.report.RunFolder;
import dev.quartet.loadtest.startfigures.StartFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadtest/start-figures}. */
@Command(
    name = "loadtest/start-figures",
    sortOptions = false,
    description = {
      "Measures from process start to the first right answer of predict: the native zip's bootstrap (which gets its event"
          + " at once, by the Runtime API), the container, and the plain jar.",
      "Each is started once uncounted; then all in turn, as often as --rounds says.",
      ""
    })
final class StartFiguresCommand implements Callable<Integer> {
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(60);

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Counted starts of each (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "vCPUs of the container and the jar; bootstrap is not limited (default: ${DEFAULT-VALUE}).")
  private double cpus;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      defaultValue = "1769",
      description = "Memory of the container and the jar (default: ${DEFAULT-VALUE}).")
  private int memoryMegabytes;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds must be 1 or more, was " + rounds);
    }
    if (!(cpus > 0)) {
      throw new ParameterException(spec.commandLine(), "--cpus must be above 0, was " + cpus);
    }
    if (memoryMegabytes < 128) {
      throw new ParameterException(
          spec.commandLine(), "--memory must be 128 or more, was " + memoryMegabytes);
    }
    Path root = Root.find();
    PredictScenario predict =
        new PredictScenario(
            HeldOutDigits.read(root.resolve("loadtest/models/digits/held-out.json")));
    Machine machine = Machine.here(root);
    RunFolder folder = RunFolder.create(root.resolve("loadtest/results"));
    try (Stores stores = Stores.start(root, Root.java(), folder.logs())) {
      ArmContext context =
          new ArmContext(
              root,
              Root.java(),
              new Limits(cpus, memoryMegabytes),
              stores.environment(),
              folder.logs(),
              new FirstAnswer(predict.function(), predict.firstCall(), FIRST_ANSWER),
              1);
      StartFigures figures =
          new StartFigures(
              context,
              ContainerEngine.installed(),
              folder.path(),
              predict.firstCall(),
              line -> System.err.println(line));
      Optional<String> table = figures.measure(rounds);
      System.out.println();
      table.ifPresent(System.out::print);
      figures.notes().forEach(System.out::println);
      System.out.println(
          "Limits of container and jar: "
              + context.limits().text()
              + ". Machine: "
              + machine.processorModel()
              + ", "
              + machine.processors()
              + " processors, load average "
              + machine.loadAverage()
              + " at the start.");
      Files.writeString(
          folder.path().resolve("start-figures.txt"), table.orElse("nothing could be started\n"));
      return table.isPresent() ? 0 : 1;
    }
  }
}
