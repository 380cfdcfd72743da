package dev.quartet.loadtest.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.quartet.loadtest.analysis.Summary.Metric;
import dev.quartet.loadtest.analysis.SyntheticRun.SyntheticArm;
import dev.quartet.loadtest.arm.Deployment;
import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.cost.Architecture;
import dev.quartet.loadtest.cost.CostAssumptions;
import dev.quartet.loadtest.cost.Gateway;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnalysisTest {
  private static final Limits ONE_CPU = Limits.likeLambda(1_769);

  private static final SyntheticArm FARGATE =
      new SyntheticArm("fargate", new Deployment(Hosting.FARGATE, ONE_CPU), 1, 1, null, 600);
  private static final SyntheticArm LAMBDA =
      new SyntheticArm("lambda", new Deployment(Hosting.LAMBDA, ONE_CPU), 1.5, 2, 3.0, 300);

  private final Path folder;

  AnalysisTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void ratiosAreToTheReferenceWithAnIntervalThatHoldsTheTruth() throws IOException {
    Summary summary = summary("fargate", FARGATE, LAMBDA);
    assertThat(ratio(summary, Metric.P50).ratio().estimate()).isCloseTo(1.5, within(0.01));
    assertThat(ratio(summary, Metric.P50).ratio().low()).isLessThanOrEqualTo(1.5);
    assertThat(ratio(summary, Metric.P50).ratio().high()).isGreaterThanOrEqualTo(1.499);
    assertThat(ratio(summary, Metric.P50).enoughBlocks()).isTrue();
    assertThat(ratio(summary, Metric.CPU).ratio().estimate()).isCloseTo(2, within(1e-9));
    assertThat(ratio(summary, Metric.COLD_START).ratio().estimate()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void theCheapestIsToldByTheRateWithWhereItChanges() throws IOException {
    Summary summary = summary("fargate", FARGATE, LAMBDA);
    Summary.CrossoverFigure crossover = summary.crossovers().getFirst();
    assertThat(crossover.lambda()).isEqualTo("lambda");
    assertThat(crossover.fargate()).isEqualTo("fargate");
    assertThat(Objects.requireNonNull(crossover.ratePerSecond()).estimate())
        .isBetween(1.0, 1_000.0);
    assertThat(summary.costs())
        .allSatisfy(
            cost ->
                assertThat(cost.atRate().usdPerMillion())
                    .isCloseTo(
                        cost.atRate().items().stream()
                            .mapToDouble(item -> item.usdPerMillion())
                            .sum(),
                        within(1e-9)));
    assertThat(summary.verdict())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("Speed: fargate answers predict fastest");
    assertThat(summary.verdict().getLast()).contains("lambda below").contains("fargate above");
  }

  @Test
  void energyIsTheCpuTimeMeasuredByTwoModels() throws IOException {
    Summary summary = summary("fargate", FARGATE, LAMBDA);
    assertThat(summary.energy())
        .extracting(Summary.EnergyFigure::arm, Summary.EnergyFigure::model)
        .containsExactlyInAnyOrder(
            tuple("fargate", "symmetric"),
            tuple("fargate", "cpu-time"),
            tuple("lambda", "symmetric"),
            tuple("lambda", "cpu-time"));
    assertThat(summary.energy())
        .allSatisfy(
            figure -> {
              assertThat(figure.cpuMillis())
                  .isCloseTo(figure.arm().equals("lambda") ? 2 : 1, within(1e-9));
              assertThat(figure.wattHoursPerMillion().estimate())
                  .isBetween(figure.bandLow(), figure.bandHigh());
              assertThat(figure.gramsPerMillion()).isPositive();
            });
  }

  @Test
  void theBestSizeOfASweepIsNamedForSpeedForCostAndForBoth() throws IOException {
    Summary summary =
        summary(null, size(512, 40.0, 900), size(1_024, 21.0, 500), size(1_769, 20.0, 300));
    assertThat(summary.memorySweep())
        .extracting(Summary.MemoryFigure::memoryMegabytes)
        .containsExactly(512, 1_024, 1_769);
    assertThat(summary.memorySweep().get(0).best()).contains("cost");
    assertThat(summary.memorySweep().get(1).best()).contains("balanced");
    assertThat(summary.memorySweep().get(2).best()).contains("speed");
  }

  @Test
  void aReferenceThatIsNoArmOfTheRunIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> summary("tomcat", FARGATE, LAMBDA))
        .isInstanceOf(IOException.class)
        .hasMessage("--reference must be an arm of the run, was tomcat; there are fargate, lambda");
  }

  private static SyntheticArm size(int megabytes, double billedMillis, double coldMillis) {
    return new SyntheticArm(
        "lambda-" + megabytes + "MB",
        new Deployment(Hosting.LAMBDA, Limits.likeLambda(megabytes), "lambda"),
        billedMillis / 20,
        1,
        billedMillis,
        coldMillis);
  }

  private static Summary.RatioFigure ratio(Summary summary, Metric metric) {
    return summary.ratios().stream()
        .filter(ratio -> ratio.metric() == metric && ratio.arm().equals("lambda"))
        .findFirst()
        .orElseThrow();
  }

  private Summary summary(@Nullable String reference, SyntheticArm... arms) throws IOException {
    new SyntheticRun(folder).of(arms);
    RunReport report = new RunReport(folder);
    report.settle(
        new AnalysisSettings(
            reference,
            new CostAssumptions(
                "us-east-1", Architecture.X86, Gateway.FUNCTION_URL, 0.5, 1, 300, 400, 5),
            500,
            1),
        RunReport.ownPrices(),
        RunReport.ownEnergy());
    return report.analysis().summary();
  }
}
