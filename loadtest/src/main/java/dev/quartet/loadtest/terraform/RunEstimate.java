package dev.quartet.loadtest.terraform;

import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.comparison.Plan;
import dev.quartet.loadtest.cost.Architecture;
import dev.quartet.loadtest.cost.PriceBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a run on AWS would cost at most: every Lambda call taken for a second, every cold start for
 * ten, every call for a write to both stores, and as many tasks as autoscaling allows, and the load
 * balancer, for the whole run.
 */
public final class RunEstimate {
  private static final double CALL_SECONDS = 1;
  private static final double COLD_SECONDS = 10;
  private static final Duration READING = Duration.ofSeconds(10);
  private static final Duration NEW_VERSION = Duration.ofSeconds(30);
  private static final double LOG_BYTES = 2_000;
  private static final double MEGABYTES_PER_GB = 1_024;

  private final TerraformOutputs outputs;
  private final PriceBook.Region prices;
  private final Amount amount;
  private final List<String> functions;
  private final boolean byHttpApi;

  /**
   * @param functions those that would be called
   * @param byHttpApi whether Lambda is asked by an HTTP API in place of Function URLs
   */
  public RunEstimate(
      TerraformOutputs outputs,
      PriceBook.Region prices,
      Amount amount,
      List<String> functions,
      boolean byHttpApi) {
    this.outputs = outputs;
    this.prices = prices;
    this.amount = amount;
    this.functions = List.copyOf(functions);
    this.byHttpApi = byHttpApi;
  }

  /**
   * How much is sent to each function of each arm.
   *
   * @param load how long it is sent
   * @param loads in how many parts; what they were billed is waited for after each
   * @param coldStarts of each arm
   */
  public record Amount(double ratePerSecond, Duration load, int loads, int coldStarts) {
    public static Amount of(Plan plan) {
      return new Amount(
          plan.ratePerSecond(),
          plan.warmUp().plus(plan.duration().multipliedBy(plan.blocks())),
          plan.blocks() + 1,
          plan.coldStarts());
    }

    double calls() {
      return ratePerSecond * load.toMillis() / 1e3;
    }
  }

  /** One arm's part. */
  public record Line(String arm, String what, double usd) {}

  /** A line for each arm. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (ProvisionedArm arm : outputs.arms()) {
      List<ProvisionedArm.Function> called = called(arm);
      if (!called.isEmpty()) {
        lines.add(arm.hosting() == Hosting.LAMBDA ? lambda(arm, called) : fargate(arm, called));
      }
    }
    return lines;
  }

  private List<ProvisionedArm.Function> called(ProvisionedArm arm) {
    return functions.stream().flatMap(name -> arm.reachable(name, byHttpApi).stream()).toList();
  }

  /** How long the run would take. */
  public Duration duration() {
    long arms = outputs.arms().stream().filter(arm -> !called(arm).isEmpty()).count();
    return amount
        .load()
        .plus(READING.multipliedBy(amount.loads()))
        .multipliedBy(arms * functions.size())
        .plus(NEW_VERSION.multipliedBy(amount.coldStarts() * arms));
  }

  private Line lambda(ProvisionedArm arm, List<ProvisionedArm.Function> called) {
    double usdPerGbSecond =
        Objects.requireNonNull(prices.lambdaGbSecond().get(arm.architecture())).usd();
    double usd = 0;
    for (ProvisionedArm.Function function : called) {
      double seconds = amount.calls() * CALL_SECONDS + amount.coldStarts() * COLD_SECONDS;
      usd += seconds * function.memoryMegabytes() / MEGABYTES_PER_GB * usdPerGbSecond;
      usd += amount.calls() / 1e6 * prices.lambdaMillionRequests().usd();
      if (byHttpApi) {
        usd += amount.calls() / 1e6 * prices.httpApiMillionRequests().usd();
      }
      usd += stores();
    }
    return new Line(
        arm.name(),
        String.format(
            Locale.ROOT,
            "Lambda, %.0f calls of %d functions, %d cold starts",
            amount.calls() * called.size(),
            called.size(),
            amount.coldStarts()),
        usd);
  }

  /** What the tasks that send the load cost, each for {@code time}. */
  public static double tasksUsd(
      LoadGeneratorTask task, int tasks, Duration time, PriceBook.Region prices) {
    return tasks
        * (time.toSeconds() / 3_600.0)
        * taskUsdPerHour(task.vcpus(), task.memoryMegabytes(), task.architecture(), prices);
  }

  private static double taskUsdPerHour(
      double vcpus, int memoryMegabytes, Architecture architecture, PriceBook.Region prices) {
    return vcpus * Objects.requireNonNull(prices.fargateVcpuHour().get(architecture)).usd()
        + memoryMegabytes
            / MEGABYTES_PER_GB
            * Objects.requireNonNull(prices.fargateGbHour().get(architecture)).usd();
  }

  private Line fargate(ProvisionedArm arm, List<ProvisionedArm.Function> called) {
    double hours = Math.max(duration().toSeconds(), 60) / 3_600.0;
    double usdPerHour =
        arm.mostTasks()
            * taskUsdPerHour(arm.vcpus(), arm.memoryMegabytes(), arm.architecture(), prices);
    double balancer = prices.loadBalancerHour().usd() + prices.loadBalancerUnitHour().usd();
    return new Line(
        arm.name(),
        String.format(
            Locale.ROOT,
            "Fargate, up to %d task(s) and a load balancer for %.2f h, %.0f calls",
            arm.mostTasks(),
            hours,
            amount.calls() * called.size()),
        hours * (usdPerHour + balancer) + stores() * called.size());
  }

  private double stores() {
    return amount.calls()
        * (prices.s3ThousandPuts().usd() / 1e3
            + prices.dynamodbMillionWriteUnits().usd() / 1e6
            + LOG_BYTES / 1e9 * prices.logsGb().usd());
  }
}
