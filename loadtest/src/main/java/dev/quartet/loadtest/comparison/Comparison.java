package dev.quartet.loadtest.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.sun.management.OperatingSystemMXBean;
import dev.quartet.loadtest.arm.Arm;
import dev.quartet.loadtest.arm.Availability;
import dev.quartet.loadtest.arm.Footprint;
import dev.quartet.loadtest.arm.RunningArm;
import dev.quartet.loadtest.arm.Usage;
import dev.quartet.loadtest.energy.Rapl;
import dev.quartet.loadtest.load.ArrivalSchedule;
import dev.quartet.loadtest.load.LoadGenerator;
import dev.quartet.loadtest.load.Ramp;
import dev.quartet.loadtest.load.Samples;
import dev.quartet.loadtest.load.Scenario;
import dev.quartet.loadtest.measure.ColdStart;
import dev.quartet.loadtest.measure.Machine;
import dev.quartet.loadtest.record.Results;
import dev.quartet.loadtest.record.RunEvent;
import dev.quartet.loadtest.record.RunRecorder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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

  /** The numbers below are the rate steps'. */
  private static final int RATE_STEP = -100;

  /** A REPORT line is written a moment after its answer. */
  private static final Duration AFTER_THE_LAST_ANSWER = Duration.ofMillis(50);

  private final Plan plan;
  private final List<Scenario> scenarios;
  private final StoreReadings stores;
  private final LoadGenerator generator;
  private final RunRecorder recorder;
  private final StopRule stopRule;
  private final Progress progress;
  private final BlockOrder order;
  private final Ramp ramp = new Ramp();
  private final Rapl rapl = Rapl.in(Path.of("/sys/class/powercap"));

  private final List<Started> started = new ArrayList<>();
  private Schedule schedule;
  private int blocksEnded;

  /**
   * @param stores what the targets write to, already turned to by the arms
   * @param recorder where everything that is found goes
   * @param stopRule asked after each block
   * @param progress told what happens
   */
  public Comparison(
      Plan plan,
      List<Scenario> scenarios,
      StoreReadings stores,
      LoadGenerator generator,
      RunRecorder recorder,
      StopRule stopRule,
      Progress progress) {
    this.plan = plan;
    this.scenarios = List.copyOf(scenarios);
    this.stores = stores;
    this.generator = generator;
    this.recorder = recorder;
    this.stopRule = stopRule;
    this.progress = progress;
    this.order = new BlockOrder(plan.seed());
    this.schedule = new Schedule(plan, 0, this.scenarios.size());
  }

  /** How many blocks have run every arm so far. */
  public int blocksEnded() {
    return blocksEnded;
  }

  /**
   * Runs everything that the plan asks for; the arms have ended when this returns.
   *
   * @return how the comparison ended, in words
   */
  public String run(
      String run, List<Arm> arms, Machine machine, Map<String, String> versions, List<String> flags)
      throws IOException, InterruptedException {
    long startedNanos = System.nanoTime();
    recorder.keep(
        new RunEvent.Began(2, run, Instant.now().toString(), settings(flags), machine, versions));
    try {
      schedule = new Schedule(plan, arms.size(), scenarios.size());
      for (Arm arm : arms) {
        start(arm);
      }
      schedule = new Schedule(plan, started.size(), scenarios.size());
      forceColdStarts(startedNanos);
      warmUp();
      sweepRates();
      String ended = runBlocks(startedNanos);
      for (Started each : started) {
        each.measureMemory();
      }
      recorder.keep(new RunEvent.Ended(ended));
      return ended;
    } finally {
      started.reversed().forEach(each -> each.running.close());
    }
  }

  private void tell(String step) {
    progress.tell(step, schedule.share(), schedule.left());
  }

  private void start(Arm arm) throws IOException, InterruptedException {
    try {
      tell("start " + arm.name());
      if (scenarios.stream().noneMatch(scenario -> arm.serves(scenario.function()))) {
        skip(arm, "it has none of the functions that are compared");
        return;
      }
      switch (arm.prepare()) {
        case Availability.Missing missing -> skip(arm, missing.reason());
        case Availability.Ready ready -> {
          Started each = new Started(arm, arm.start());
          started.add(each);
          recorder.keep(new RunEvent.Started(arm.name(), arm.description(), arm.deployment()));
          for (String remark : each.running.remarks()) {
            each.remark(remark);
          }
        }
      }
    } catch (IOException e) {
      skip(arm, "it did not start: " + e.getMessage());
    }
  }

  private void skip(Arm arm, String reason) throws IOException {
    recorder.keep(new RunEvent.Skipped(arm.name(), reason));
  }

  private void forceColdStarts(long startedNanos) throws IOException, InterruptedException {
    List<Started> comparable = new ArrayList<>();
    for (Started each : started) {
      if (each.arm.serves(plan.startFunction())) {
        comparable.add(each);
      } else if (plan.coldStarts() > 0) {
        each.remark(
            "no cold starts: they are by %s, which it has not; --function names another"
                .formatted(plan.startFunction()));
      }
    }
    for (int round = 0; round < plan.coldStarts(); round++) {
      // Most of the budget is the warm-up's and the blocks'.
      if (round > 0 && !fits(startedNanos, Duration.ZERO, plan.budget().dividedBy(3))) {
        return;
      }
      for (Started each : order.shuffled(comparable, "cold starts", round)) {
        tell("cold start " + (round + 1) + " of " + plan.coldStarts() + ": " + each.arm.name());
        try {
          Optional<ColdStart> cold = each.running.coldStart();
          if (cold.isPresent()) {
            recorder.keep(
                new RunEvent.ColdStarted(
                    each.arm.name(),
                    round,
                    cold.get().firstAnswerMillis(),
                    orNull(cold.get().initMillis())));
          }
        } catch (IOException e) {
          each.remark("a cold start failed: " + e.getMessage());
        }
        schedule.coldStarted();
      }
    }
  }

  private void warmUp() throws IOException, InterruptedException {
    if (plan.warmUp().isZero()) {
      return;
    }
    for (Started each : started) {
      for (Scenario scenario : servedBy(each, scenarios)) {
        tell("warm-up: " + each.arm.name() + ", " + scenario.function());
        Optional<String> badly =
            ramp
                .climb(
                    each.running.url(scenario.function()),
                    each.running.made(
                        scenario.function(),
                        scenario.calls(
                            callSeed(each, scenario, RAMP), Ramp.calls(plan.environments()))),
                    plan.environments())
                .stream()
                .findFirst();
        if (badly.isPresent()) {
          each.remark(scenario.function() + ": the warm-up began badly: " + badly.get());
        }
        Samples samples = load(each, scenario, WARM_UP, plan.ratePerSecond(), plan.warmUp());
        if (samples.errors() > 0) {
          each.remark(
              scenario.function()
                  + ": "
                  + samples.errors()
                  + " of "
                  + samples.size()
                  + " warm-up requests failed, the first by: "
                  + samples.problems().getFirst());
        }
        schedule.loaded(plan.warmUp());
      }
    }
  }

  /** Every arm climbs by itself; each round asks all that still climb, in a random order. */
  private void sweepRates() throws IOException, InterruptedException {
    if (plan.rateSweep().isEmpty()) {
      return;
    }
    RateSweep sweep = plan.rateSweep().get();
    for (Scenario scenario : scenarios) {
      List<Started> able =
          started.stream().filter(each -> each.arm.serves(scenario.function())).toList();
      List<RateSearch> searches = able.stream().map(each -> sweep.search()).toList();
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < able.size(); i++) {
        places.add(i);
      }
      for (int round = 0; searches.stream().anyMatch(RateSearch::goesOn); round++) {
        for (int place : order.shuffled(places, "rates of " + scenario.function(), round)) {
          if (searches.get(place).goesOn()) {
            climb(able.get(place), scenario, round, searches.get(place), sweep);
          }
        }
      }
    }
  }

  private void climb(Started each, Scenario scenario, int round, RateSearch search, RateSweep sweep)
      throws IOException, InterruptedException {
    double rate = search.nextRate();
    tell(
        "rate sweep: "
            + each.arm.name()
            + ", "
            + scenario.function()
            + ", "
            + Math.round(rate)
            + "/s");
    Samples samples = load(each, scenario, RATE_STEP - round, rate, sweep.stepDuration());
    double p99Millis = samples.latencies().percentileMillis(99);
    List<String> reasons = samples.voidReasons(plan.load());
    boolean holds = reasons.isEmpty() && p99Millis <= sweep.limitMillis();
    search.tried(holds);
    recorder.keep(
        new RunEvent.Climbed(
            new Results.RateStep(
                each.arm.name(),
                scenario.function(),
                round,
                rate,
                Double.isNaN(p99Millis) ? null : p99Millis,
                sweep.limitMillis(),
                holds,
                holds
                    ? null
                    : reasons.isEmpty() ? "p99 above the limit" : String.join("; ", reasons))));
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
        for (Scenario scenario :
            servedBy(shuffled.get(position), order.shuffled(scenarios, "functions", block))) {
          runWindow(block, position + 1, shuffled.get(position), scenario);
          schedule.loaded(plan.duration());
        }
      }
      recorder.keep(
          new RunEvent.BlockEnded(block, shuffled.stream().map(each -> each.arm.name()).toList()));
      blocksEnded = block;
      Optional<String> enough = block < plan.blocks() ? stopRule.reached() : Optional.empty();
      if (enough.isPresent()) {
        return enough.get() + " after " + block + " of " + plan.blocks() + " blocks";
      }
    }
    return "complete";
  }

  private static List<Scenario> servedBy(Started each, List<Scenario> scenarios) {
    return scenarios.stream().filter(scenario -> each.arm.serves(scenario.function())).toList();
  }

  private boolean fits(long startedNanos, Duration planned, Duration budget) {
    Duration after = Duration.ofNanos(System.nanoTime() - startedNanos).plus(planned);
    return plan.budget().isZero() || after.compareTo(budget) <= 0;
  }

  private void runWindow(int block, int position, Started each, Scenario scenario)
      throws IOException, InterruptedException {
    tell(
        "block "
            + block
            + " of "
            + plan.blocks()
            + ": "
            + each.arm.name()
            + ", "
            + scenario.function());
    if (!each.isAlive(block)) {
      recorder.keep(
          new RunEvent.Loaded(
              block,
              position,
              each.arm.name(),
              scenario.function(),
              null,
              new Results.Used(0, null, null, 0, null),
              null,
              0,
              NullNode.getInstance(),
              List.of("the arm had ended before"),
              List.of()));
      return;
    }
    Usage usageBefore = each.usage();
    OptionalDouble joulesBefore = rapl.joules();
    OptionalDouble storesBefore = stores.cpuSeconds();
    double generatorBefore = generatorCpuSeconds();
    long beganNanos = System.nanoTime();
    Samples samples = load(each, scenario, block, plan.ratePerSecond(), plan.duration());
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    double generatorCpuSeconds = generatorCpuSeconds() - generatorBefore;
    OptionalDouble storesAfter = stores.cpuSeconds();
    OptionalDouble joules = rapl.between(joulesBefore, rapl.joules());
    Thread.sleep(AFTER_THE_LAST_ANSWER);
    Usage usageAfter = each.usage();
    List<String> voidReasons = new ArrayList<>(samples.voidReasons(plan.load()));
    if (!each.isAlive(block)) {
      voidReasons.add("the arm ended meanwhile");
    }
    String name = recorder.keep(block, each.arm.name(), scenario.function(), samples);
    recorder.keep(
        new RunEvent.Loaded(
            block,
            position,
            each.arm.name(),
            scenario.function(),
            name,
            new Results.Used(
                seconds,
                difference(usageBefore.cpuSeconds(), usageAfter.cpuSeconds()),
                difference(usageBefore.billedMillis(), usageAfter.billedMillis()),
                usageAfter.billedInvocations() - usageBefore.billedInvocations(),
                orNull(joules)),
            difference(storesBefore, storesAfter),
            generatorCpuSeconds,
            counters(),
            voidReasons,
            samples.problems()));
  }

  private static @Nullable Double orNull(OptionalDouble figure) {
    return figure.isPresent() ? figure.getAsDouble() : null;
  }

  /** Null when either isn't known, or when processes that were counted before have ended. */
  private static @Nullable Double difference(OptionalDouble before, OptionalDouble after) {
    return before.isEmpty() || after.isEmpty() || after.getAsDouble() < before.getAsDouble()
        ? null
        : after.getAsDouble() - before.getAsDouble();
  }

  private JsonNode counters() throws InterruptedException {
    try {
      return stores.counters();
    } catch (IOException e) {
      tell("the stores' counters can't be read: " + e.getMessage());
      return NullNode.getInstance();
    }
  }

  private Samples load(
      Started each, Scenario scenario, int block, double ratePerSecond, Duration duration)
      throws InterruptedException {
    long seed = order.seedFor("load of " + scenario.function(), block);
    ArrivalSchedule arrivals =
        plan.evenArrivals()
            ? ArrivalSchedule.even(ratePerSecond, duration)
            : ArrivalSchedule.poisson(seed, ratePerSecond, duration);
    long callSeed = callSeed(each, scenario, block);
    return generator.run(
        each.running.url(scenario.function()),
        arrivals,
        each.running.made(scenario.function(), scenario.calls(callSeed, arrivals.size())),
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

  private Results.Settings settings(List<String> flags) {
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
        plan.storeDelays(),
        scenarios.stream()
            .map(scenario -> new Results.Requests(scenario.function(), scenario.description()))
            .toList(),
        flags);
  }

  /** An arm that runs. */
  private final class Started {
    private final Arm arm;
    private final RunningArm running;
    private boolean ended;
    private boolean isUsageUnknown;

    Started(Arm arm, RunningArm running) {
      this.arm = arm;
      this.running = running;
    }

    void remark(String remark) throws IOException {
      recorder.keep(new RunEvent.Remarked(arm.name(), remark));
    }

    boolean isAlive(int block) throws IOException {
      if (!ended && !running.isAlive()) {
        ended = true;
        remark(
            "it ended by itself in block " + block + "; that block and those behind it are void");
      }
      return !ended;
    }

    Usage usage() throws IOException, InterruptedException {
      try {
        return running.usage();
      } catch (IOException e) {
        if (!isUsageUnknown) {
          isUsageUnknown = true;
          remark("what it uses can't be read: " + e.getMessage());
        }
        return Usage.unknown();
      }
    }

    void measureMemory() throws IOException, InterruptedException {
      try {
        Footprint footprint = running.footprint();
        recorder.keep(
            new RunEvent.Measured(
                arm.name(),
                orNull(arm.artifactMegabytes()),
                orNull(footprint.peakMegabytes()),
                footprint.instances()));
        for (String remark : running.lastRemarks()) {
          remark(remark);
        }
      } catch (IOException e) {
        remark("memory or artifact size can't be read: " + e.getMessage());
      }
    }
  }
}
