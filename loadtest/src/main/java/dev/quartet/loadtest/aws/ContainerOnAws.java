package dev.quartet.loadtest.aws;

import dev.quartet.loadtest.arm.Arm;
import dev.quartet.loadtest.arm.Availability;
import dev.quartet.loadtest.arm.Deployment;
import dev.quartet.loadtest.arm.Footprint;
import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.arm.RunningArm;
import dev.quartet.loadtest.measure.ColdStart;
import dev.quartet.loadtest.measure.FirstAnswer;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.terraform.ProvisionedArm;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** A service on Fargate, by its load balancer. */
final class ContainerOnAws implements Arm {
  private static final int PERIOD_SECONDS = 60;

  private final AwsAccount account;
  private final ProvisionedArm arm;
  private final FirstAnswer firstAnswer;

  ContainerOnAws(AwsAccount account, ProvisionedArm arm, FirstAnswer firstAnswer) {
    this.account = account;
    this.arm = arm;
    this.firstAnswer = firstAnswer;
  }

  @Override
  public String name() {
    return arm.name();
  }

  @Override
  public boolean serves(String function) {
    return arm.reachable(function, false).isPresent();
  }

  @Override
  public Availability prepare() {
    return Availability.ready();
  }

  @Override
  public RunningArm start() throws IOException, InterruptedException {
    Running running = new Running(Instant.now().truncatedTo(ChronoUnit.MINUTES));
    Optional<String> problem = firstAnswer.ask(running::url);
    if (problem.isPresent()) {
      throw new IOException("no right answer: " + problem.get());
    }
    return running;
  }

  @Override
  public OptionalDouble artifactMegabytes() {
    return OptionalDouble.empty();
  }

  @Override
  public String description() {
    return "tasks on Fargate behind a load balancer, with the network to it; no cold starts: a task starts when it"
        + " is deployed or scaled";
  }

  @Override
  public Deployment deployment() {
    return Deployment.onAws(Hosting.FARGATE, new Limits(arm.vcpus(), arm.memoryMegabytes()));
  }

  private final class Running implements RunningArm {
    private final Instant from;

    Running(Instant from) {
      this.from = from;
    }

    @Override
    public URI url(String function) {
      return URI.create(
          arm.reachable(function, false).flatMap(each -> each.address(false)).orElseThrow());
    }

    @Override
    public Optional<ColdStart> coldStart() {
      return Optional.empty();
    }

    @Override
    public Footprint footprint() throws IOException {
      OptionalDouble share =
          datapoints("MemoryUtilization", Statistic.MAXIMUM).stream()
              .mapToDouble(Datapoint::maximum)
              .max();
      return new Footprint(
          share.isPresent()
              ? OptionalDouble.of(share.getAsDouble() / 100 * arm.memoryMegabytes())
              : OptionalDouble.empty(),
          arm.leastTasks());
    }

    @Override
    public List<String> remarks() {
      return List.of("ECS tells CPU by the minute: no CPU time of a block, and no energy by it");
    }

    @Override
    public List<String> lastRemarks() throws IOException {
      List<Datapoint> minutes = datapoints("CPUUtilization", Statistic.AVERAGE);
      if (minutes.isEmpty()) {
        return List.of("CloudWatch has no CPU of it yet");
      }
      ToDoubleFunction<Datapoint> percent = Datapoint::average;
      return List.of(
          String.format(
              Locale.ROOT,
              "CPU by CloudWatch, over %d minutes with all that ran in them: mean %.1f %%, highest minute %.1f %% of"
                  + " %.2f vCPU",
              minutes.size(),
              minutes.stream().mapToDouble(percent).average().orElseThrow(),
              minutes.stream().mapToDouble(percent).max().orElseThrow(),
              arm.vcpus()));
    }

    private List<Datapoint> datapoints(String metric, Statistic statistic) throws IOException {
      try {
        return account
            .metrics()
            .getMetricStatistics(
                request ->
                    request
                        .namespace("AWS/ECS")
                        .metricName(metric)
                        .dimensions(
                            dimension("ClusterName", arm.clusterName()),
                            dimension("ServiceName", arm.serviceName()))
                        .startTime(from)
                        .endTime(Instant.now().plus(Duration.ofSeconds(PERIOD_SECONDS)))
                        .period(PERIOD_SECONDS)
                        .statistics(statistic))
            .datapoints();
      } catch (SdkException e) {
        throw new IOException("CloudWatch can't be asked: " + e.getMessage(), e);
      }
    }

    private Dimension dimension(String name, @Nullable String value) {
      return Dimension.builder().name(name).value(value).build();
    }

    @Override
    public void close() {
      // Terraform ends it.
    }
  }
}
