package dev.quartet.loadtest.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartet.loadtest.comparison.Plan;
import dev.quartet.loadtest.cost.PriceBook;
import dev.quartet.loadtest.json.CheckedJson;
import dev.quartet.loadtest.load.LoadLimits;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.record.StoreDelays;
import dev.quartet.loadtest.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunEstimateTest {
  /** 100 calls a second for 10 + 8 x 10 s: 9,000 calls of each function. */
  private static final Plan PLAN =
      new Plan(
          1,
          100,
          false,
          Duration.ofSeconds(10),
          8,
          Duration.ofSeconds(10),
          5,
          Duration.ZERO,
          Limits.likeLambda(1_769),
          8,
          "predict",
          StoreDelays.NONE,
          new LoadLimits(Duration.ofSeconds(5), 512, Duration.ofMillis(1)),
          Optional.empty());

  private final String example =
      Files.readString(
          Path.of(System.getProperty("quartet.root", ""))
              .resolve("terraform/tests/fixtures/outputs.json"));
  private final TerraformOutputs outputs = TerraformOutputs.parse(example);
  private final PriceBook.Region prices =
      Objects.requireNonNull(
          CheckedJson.read(
                  "the price book", RunReport.ownPrices(), "prices.schema.json", PriceBook.class)
              .regions()
              .get("us-east-1"));

  RunEstimateTest() throws IOException {}

  @Test
  void lambdaIsTakenForASecondACallAndTenAColdStart() {
    RunEstimate.Line line = estimate(List.of("predict")).lines().get(1);
    assertThat(line.arm()).isEqualTo("lambda-jvm");
    assertThat(line.what()).isEqualTo("Lambda, 9000 calls of 1 functions, 5 cold starts");
    double compute = 9_050 * 1_769 / 1_024.0 * 1.66667e-5;
    double requests = 0.009 * 0.2;
    double stores = 9_000 * (0.005 / 1e3 + 0.625 / 1e6 + 2_000 / 1e9 * 0.5);
    assertThat(line.usd()).isCloseTo(compute + requests + stores, within(1e-6));
  }

  @Test
  void containersAndTheirLoadBalancerArePaidForTheWholeRun() {
    RunEstimate estimate = estimate(List.of("predict"));
    assertThat(estimate.duration()).isEqualTo(Duration.ofSeconds((90 + 9 * 10) * 2 + 30 * 5 * 2));
    double hours = estimate.duration().toSeconds() / 3_600.0;
    double stores = 9_000 * (0.005 / 1e3 + 0.625 / 1e6 + 2_000 / 1e9 * 0.5);
    assertThat(estimate.lines().getFirst().arm()).isEqualTo("fargate");
    assertThat(estimate.lines().getFirst().usd())
        .isCloseTo(hours * (4 * (0.04048 + 2 * 0.004445) + 0.0225 + 0.008) + stores, within(1e-6));
  }

  @Test
  void armsWithoutTheFunctionCostNothing() {
    assertThat(estimate(List.of("other")).lines()).isEmpty();
    assertThat(estimate(List.of("other")).duration()).isZero();
  }

  @Test
  void anHttpApiIsPaidForEachRequest() throws IOException {
    TerraformOutputs withApi =
        TerraformOutputs.parse(
            example.replace(
                "\"http_api_url\": null", "\"http_api_url\": \"https://api.example/predict\""));
    List<String> predict = List.of("predict");
    RunEstimate byHttpApi =
        new RunEstimate(withApi, prices, RunEstimate.Amount.of(PLAN), predict, true);

    assertThat(byHttpApi.lines().get(1).usd())
        .isCloseTo(
            estimate(predict).lines().get(1).usd() + 0.009 * prices.httpApiMillionRequests().usd(),
            within(1e-9));
  }

  @Test
  void theTasksThatSendAreTakenForTheirWholeTime() {
    double usd =
        RunEstimate.tasksUsd(
            Objects.requireNonNull(outputs.loadGenerator()), 4, Duration.ofMinutes(30), prices);
    assertThat(usd).isCloseTo(4 * 0.5 * (0.04048 + 2 * 0.004445), within(1e-9));
  }

  private RunEstimate estimate(List<String> functions) {
    return new RunEstimate(outputs, prices, RunEstimate.Amount.of(PLAN), functions, false);
  }
}
