package dev.quartet.loadtest.comparison;

import static dev.quartet.loadtest.comparison.FunctionTally.known;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.sun.management.OperatingSystemMXBean;
import dev.quartet.loadtest.arm.Arm;
import dev.quartet.loadtest.arm.Availability;
import dev.quartet.loadtest.arm.Footprint;
import dev.quartet.loadtest.arm.RunningArm;
import dev.quartet.loadtest.load.ArrivalSchedule;
import dev.quartet.loadtest.load.LoadGenerator;
import dev.quartet.loadtest.load.Ramp;
import dev.quartet.loadtest.load.Samples;
import dev.quartet.loadtest.load.Scenario;
import dev.quartet.loadtest.measure.ColdStart;
import dev.quartet.loadtest.measure.Machine;
import dev.quartet.loadtest.measure.Spread;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One comparison. All arms that can run are started and stay up; cold starts come first,
 * interleaved; then warm-up; then blocks, each of which runs every arm once in a random order, with
 * the same arrivals and inputs for each.
 */
public final class Comparison {
  /** Numbers that no counted block has, so that the ids of a warm-up are its own. */
  private static final int WARM_UP = -1;

  private static final int RAMP = -2;

  private final Plan plan;
  private final List<Scenario> scenarios;
  private final StoreReadings stores;
  private final LoadGenerator generator;
  private final SampleSink sink;
  private final Consumer<String> progress;
  private final BlockOrder order;
  private final Ramp ramp = new Ramp();

  private final List<Started> started = new ArrayList<>();
  private final List<Results.SkippedArm> skipped = new ArrayList<>();
  private final List<List<String>> orders = new ArrayList<>();
  private final List<Results.Window> windows = new ArrayList<>();

  /**
   * @param stores what the targets write to, already turned to by the arms
   * @param sink where raw samples go
   * @param progress told in one line what happens
   */
  public Comparison(
      Plan plan,
      List<Scenario> scenarios,
      StoreReadings stores,
      LoadGenerator generator,
      SampleSink sink,
      Consumer<String> progress) {
    this.plan = plan;
    this.scenarios = List.copyOf(scenarios);
    this.stores = stores;
    this.generator = generator;
    this.sink = sink;
    this.progress = progress;
    this.order = new BlockOrder(plan.seed());
  }

  /** Runs everything that the plan asks for; the arms have ended when this returns. */
  public Results run(String run, List<Arm> arms, Machine machine, Map<String, String> versions)
      throws IOException, InterruptedException {
    Instant startedAt = Instant.now();
    long startedNanos = System.nanoTime();
    try {
      arms.forEach(this::start);
      forceColdStarts(startedNanos);
      warmUp();
      String ended = runBlocks(startedNanos);
      started.forEach(Started::measureMemory);
      return new Results(
          1,
          run,
          startedAt.toString(),
          ended,
          settings(),
          machine,
          versions,
          started.stream().map(Started::result).toList(),
          List.copyOf(skipped),
          orders,
          windows);
    } finally {
      started.reversed().forEach(each -> each.running.close());
    }
  }

  private void start(Arm arm) {
    try {
      progress.accept("start " + arm.name());
      switch (arm.prepare()) {
        case Availability.Missing missing -> skip(arm, missing.reason());
        case Availability.Ready ready -> started.add(new Started(arm, arm.start()));
      }
    } catch (IOException e) {
      skip(arm, "it did not start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      skip(arm, "interrupted");
    }
  }

  private void skip(Arm arm, String reason) {
    skipped.add(new Results.SkippedArm(arm.name(), reason));
  }

  private void forceColdStarts(long startedNanos) throws InterruptedException {
    for (int round = 0; round < plan.coldStarts(); round++) {
      // Most of the budget is the warm-up's and the blocks'.
      if (round > 0 && !fits(startedNanos, Duration.ZERO, plan.budget().dividedBy(3))) {
        return;
      }
      for (Started each : order.shuffled(started, "cold starts", round)) {
        progress.accept(
            "cold start " + (round + 1) + " of " + plan.coldStarts() + ": " + each.arm.name());
        try {
          each.coldStarts.add(each.running.coldStart());
        } catch (IOException e) {
          each.remarks.add("a cold start failed: " + e.getMessage());
        }
      }
    }
  }

  private void warmUp() throws InterruptedException {
    if (plan.warmUp().isZero()) {
      return;
    }
    for (Started each : started) {
      for (Scenario scenario : scenarios) {
        progress.accept("warm-up: " + each.arm.name() + ", " + scenario.function());
        ramp
            .climb(
                each.running.url(scenario.function()),
                scenario.calls(callSeed(each, scenario, RAMP), Ramp.calls(plan.environments())),
                plan.environments())
            .stream()
            .findFirst()
            .ifPresent(
                problem ->
                    each.remarks.add(
                        scenario.function() + ": the warm-up began badly: " + problem));
        Samples samples = load(each, scenario, WARM_UP, plan.warmUp());
        if (samples.errors() > 0) {
          each.remarks.add(
              scenario.function()
                  + ": "
                  + samples.errors()
                  + " of "
                  + samples.size()
                  + " warm-up requests failed, the first by: "
                  + samples.problems().getFirst());
        }
      }
    }
  }

  private String runBlocks(long startedNanos) throws IOException, InterruptedException {
    for (int block = 1; block <= plan.blocks(); block++) {
      Duration wholeBlock = plan.duration().multipliedBy((long) started.size() * scenarios.size());
      if (block > 1 && !fits(startedNanos, wholeBlock, plan.budget())) {
        return "the time budget of "
            + plan.budget().toSeconds()
            + " s was used up after "
            + (block - 1)
            + " of "
            + plan.blocks()
            + " blocks";
      }
      List<Started> shuffled = order.shuffled(started, "arms", block);
      for (int position = 0; position < shuffled.size(); position++) {
        for (Scenario scenario : order.shuffled(scenarios, "functions", block)) {
          runWindow(block, position + 1, shuffled.get(position), scenario);
        }
      }
      orders.add(shuffled.stream().map(each -> each.arm.name()).toList());
    }
    return "complete";
  }

  private boolean fits(long startedNanos, Duration planned, Duration budget) {
    Duration after = Duration.ofNanos(System.nanoTime() - startedNanos).plus(planned);
    return plan.budget().isZero() || after.compareTo(budget) <= 0;
  }

  private void runWindow(int block, int position, Started each, Scenario scenario)
      throws IOException, InterruptedException {
    progress.accept(
        "block "
            + block
            + " of "
            + plan.blocks()
            + ": "
            + each.arm.name()
            + ", "
            + scenario.function());
    OptionalDouble storesBefore = stores.cpuSeconds();
    double generatorBefore = generatorCpuSeconds();
    Samples samples = load(each, scenario, block, plan.duration());
    double generatorCpuSeconds = generatorCpuSeconds() - generatorBefore;
    OptionalDouble storesAfter = stores.cpuSeconds();
    List<String> voidReasons = samples.voidReasons(plan.load());
    sink.write(block, each.arm.name(), scenario.function(), samples);
    Objects.requireNonNull(each.tallies.get(scenario.function())).add(samples, voidReasons);
    Map<String, Integer> outcomes = new TreeMap<>();
    samples.counts().forEach((outcome, count) -> outcomes.put(outcome.label(), count));
    windows.add(
        new Results.Window(
            block,
            position,
            each.arm.name(),
            scenario.function(),
            samples.size(),
            outcomes,
            known(samples.latencies().percentileMillis(50)),
            known(samples.latencies().percentileMillis(99)),
            known(samples.serviceTimes().percentileMillis(50)),
            known(samples.serviceTimes().percentileMillis(99)),
            known(samples.lateness().percentileMillis(99)),
            storesBefore.isPresent() && storesAfter.isPresent()
                ? storesAfter.getAsDouble() - storesBefore.getAsDouble()
                : null,
            generatorCpuSeconds,
            counters(),
            voidReasons,
            samples.problems()));
  }

  private JsonNode counters() throws InterruptedException {
    try {
      return stores.counters();
    } catch (IOException e) {
      progress.accept("the stores' counters can't be read: " + e.getMessage());
      return NullNode.getInstance();
    }
  }

  private Samples load(Started each, Scenario scenario, int block, Duration duration)
      throws InterruptedException {
    long seed = order.seedFor("load of " + scenario.function(), block);
    ArrivalSchedule schedule =
        plan.evenArrivals()
            ? ArrivalSchedule.even(plan.ratePerSecond(), duration)
            : ArrivalSchedule.poisson(seed, plan.ratePerSecond(), duration);
    long callSeed = callSeed(each, scenario, block);
    return generator.run(
        each.running.url(scenario.function()),
        schedule,
        scenario.calls(callSeed, schedule.size()),
        plan.load());
  }

  /**
   * The same inputs for every arm in a block, but for calls whose records all arms keep in the same
   * stores.
   */
  private long callSeed(Started each, Scenario scenario, int block) {
    String purpose = "calls of " + scenario.function();
    return order.seedFor(
        scenario.writesToStores() ? purpose + " to " + each.arm.name() : purpose, block);
  }

  private static double generatorCpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  private Results.Settings settings() {
    return new Results.Settings(
        plan.seed(),
        plan.ratePerSecond(),
        plan.evenArrivals() ? "even" : "Poisson",
        plan.duration().toMillis() / 1e3,
        plan.blocks(),
        plan.warmUp().toMillis() / 1e3,
        plan.coldStarts(),
        plan.budget().toMillis() / 1e3,
        plan.limits().cpus(),
        plan.limits().memoryMegabytes(),
        plan.environments(),
        plan.load().deadline().toNanos() / 1e6,
        plan.load().maxInFlight(),
        plan.load().maxLateness().toNanos() / 1e6,
        plan.startFunction(),
        scenarios.stream()
            .map(scenario -> new Results.Requests(scenario.function(), scenario.description()))
            .toList());
  }

  /** An arm that runs, with what is known of it so far. */
  private final class Started {
    private final Arm arm;
    private final RunningArm running;
    private final List<ColdStart> coldStarts = new ArrayList<>();
    private final List<String> remarks;
    private final Map<String, FunctionTally> tallies = new LinkedHashMap<>();
    private @Nullable Double artifactMegabytes;
    private @Nullable Double peakMegabytes;
    private int instances;

    Started(Arm arm, RunningArm running) {
      this.arm = arm;
      this.running = running;
      this.remarks = new ArrayList<>(running.remarks());
      scenarios.forEach(
          scenario -> tallies.put(scenario.function(), new FunctionTally(scenario.function())));
    }

    void measureMemory() {
      try {
        Footprint footprint = running.footprint();
        OptionalDouble peak = footprint.peakMegabytes();
        peakMegabytes = peak.isPresent() ? peak.getAsDouble() : null;
        instances = footprint.instances();
        artifactMegabytes = arm.artifactMegabytes();
      } catch (IOException e) {
        remarks.add("memory or artifact size can't be read: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    Results.ArmResult result() {
      List<Double> inits =
          coldStarts.stream()
              .map(ColdStart::initMillis)
              .flatMapToDouble(OptionalDouble::stream)
              .boxed()
              .toList();
      return new Results.ArmResult(
          arm.name(),
          arm.description(),
          artifactMegabytes,
          peakMegabytes,
          instances,
          known(Spread.of(coldStarts.stream().map(ColdStart::firstAnswerMillis).toList()).median()),
          known(Spread.of(inits).median()),
          coldStarts.stream()
              .map(
                  cold ->
                      new Results.ColdStartSample(
                          cold.firstAnswerMillis(),
                          cold.initMillis().isPresent() ? cold.initMillis().getAsDouble() : null))
              .toList(),
          List.copyOf(remarks),
          tallies.values().stream().map(FunctionTally::result).toList());
    }
  }
}
