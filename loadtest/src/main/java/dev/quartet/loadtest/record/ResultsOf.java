package dev.quartet.loadtest.record;

import dev.quartet.loadtest.arm.Deployment;
import dev.quartet.loadtest.load.Samples;
import dev.quartet.loadtest.measure.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the results of a run's events and samples. */
final class ResultsOf {
  private final RecordedRun run;
  private final Map<String, ArmSoFar> arms = new LinkedHashMap<>();
  private final List<Results.SkippedArm> skipped = new ArrayList<>();
  private final List<List<String>> orders = new ArrayList<>();
  private final List<Results.Window> windows = new ArrayList<>();
  private final List<Results.RateStep> rateSteps = new ArrayList<>();
  private @Nullable String ended;

  ResultsOf(RecordedRun run) {
    this.run = run;
  }

  Results results() {
    run.events().forEach(this::take);
    run.loaded().forEach(this::take);
    RunEvent.Began began = run.began();
    return new Results(
        began.schemaVersion(),
        began.run(),
        began.startedAt(),
        ended == null
            ? "cut off after " + orders.size() + " of " + began.settings().blocks() + " blocks"
            : ended,
        began.settings(),
        began.machine(),
        began.versions(),
        arms.values().stream().map(ArmSoFar::result).toList(),
        skipped,
        orders,
        windows,
        rateSteps);
  }

  private void take(RunEvent event) {
    switch (event) {
      case RunEvent.Began began -> {}
      case RunEvent.Skipped(String arm, String reason) ->
          skipped.add(new Results.SkippedArm(arm, reason));
      case RunEvent.Started started -> arms.put(started.arm(), new ArmSoFar(started));
      case RunEvent.ColdStarted cold ->
          arm(cold.arm())
              .coldStarts
              .add(
                  new Results.ColdStartSample(
                      cold.round(), cold.firstAnswerMillis(), cold.initMillis()));
      case RunEvent.Remarked(String arm, String remark) -> arm(arm).remarks.add(remark);
      case RunEvent.Loaded loaded -> {}
      case RunEvent.BlockEnded block -> orders.add(block.order());
      case RunEvent.Climbed(Results.RateStep step) -> rateSteps.add(step);
      case RunEvent.Measured measured -> arm(measured.arm()).measured = measured;
      case RunEvent.Ended(String how) -> ended = how;
    }
  }

  private ArmSoFar arm(String name) {
    return Objects.requireNonNull(arms.get(name), () -> name + " was never started");
  }

  private void take(RecordedRun.LoadedSamples loaded) {
    RunEvent.Loaded facts = loaded.facts();
    FunctionTally tally =
        arm(facts.arm()).tallies.computeIfAbsent(facts.function(), FunctionTally::new);
    if (loaded.samples().isEmpty()) {
      tally.addNothing();
    } else {
      tally.add(loaded.samples().get(), facts.voidReasons());
    }
    windows.add(window(facts, loaded.samples().orElseGet(Samples::none)));
  }

  private static Results.Window window(RunEvent.Loaded facts, Samples samples) {
    Map<String, Integer> outcomes = new TreeMap<>();
    samples.counts().forEach((outcome, count) -> outcomes.put(outcome.label(), count));
    return new Results.Window(
        facts.block(),
        facts.position(),
        facts.arm(),
        facts.function(),
        samples.size(),
        outcomes,
        FunctionTally.known(samples.latencies().percentileMillis(50)),
        FunctionTally.known(samples.latencies().percentileMillis(90)),
        FunctionTally.known(samples.latencies().percentileMillis(99)),
        FunctionTally.known(samples.serviceTimes().percentileMillis(50)),
        FunctionTally.known(samples.serviceTimes().percentileMillis(99)),
        FunctionTally.known(samples.lateness().percentileMillis(99)),
        facts.usage(),
        facts.storesCpuSeconds(),
        facts.generatorCpuSeconds(),
        facts.storeCounters(),
        facts.voidReasons(),
        facts.problems());
  }

  private final class ArmSoFar {
    private final RunEvent.Started started;
    private final List<Results.ColdStartSample> coldStarts = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Map<String, FunctionTally> tallies = new LinkedHashMap<>();
    private RunEvent.@Nullable Measured measured;

    ArmSoFar(RunEvent.Started started) {
      this.started = started;
    }

    Results.ArmResult result() {
      List<Double> inits = new ArrayList<>();
      for (Results.ColdStartSample cold : coldStarts) {
        if (cold.initMillis() != null) {
          inits.add(cold.initMillis());
        }
      }
      Deployment deployment = started.deployment();
      return new Results.ArmResult(
          started.arm(),
          started.description(),
          deployment,
          measured == null ? null : measured.artifactMegabytes(),
          measured == null ? null : measured.peakMemoryMegabytes(),
          measured == null ? 0 : measured.instances(),
          FunctionTally.known(
              Spread.of(
                      coldStarts.stream().map(Results.ColdStartSample::firstAnswerMillis).toList())
                  .median()),
          FunctionTally.known(Spread.of(inits).median()),
          List.copyOf(coldStarts),
          List.copyOf(remarks),
          // Blocks run them in a random order; tables don't.
          run.began().settings().functions().stream()
              .map(Results.Requests::function)
              .map(tallies::get)
              .filter(Objects::nonNull)
              .map(FunctionTally::result)
              .toList());
    }
  }
}
