package dev.quartet.serving.metrics;

import dev.quartet.serving.ModelMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** The meters of one version of a model, with the tags {@code model} and {@code version}. */
final class RegisteredMeter implements ModelMeter {

  /** From a small model's run alone to a large one's that many wait for. */
  private static final Duration[] TIMES =
      LongStream.of(
              50,
              100,
              250,
              500,
              1_000,
              2_500,
              5_000,
              10_000,
              25_000,
              50_000,
              100_000,
              250_000,
              500_000,
              1_000_000,
              2_500_000,
              5_000_000,
              10_000_000)
          .mapToObj(micros -> Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros)))
          .toArray(Duration[]::new);

  private static final double[] ROWS = {1, 2, 4, 8, 16, 32, 64};

  private final Timer read;
  private final Timer queue;
  private final Timer run;
  private final DistributionSummary batchRows;
  private final Counter refused;

  RegisteredMeter(MeterRegistry registry, String model, String version) {
    Tags tags = Tags.of("model", model, "version", version);
    read = timer("preprocessing", "Reading a request into the model's input", tags, registry);
    queue = timer("queue", "What a request waits for its run", tags, registry);
    run = timer("run", "One run of the model, for all requests of its batch", tags, registry);
    batchRows =
        DistributionSummary.builder("quartet.model.batch")
            .description("How many vectors, or rows of tensors, a run has")
            .baseUnit("rows")
            .serviceLevelObjectives(ROWS)
            .tags(tags)
            .register(registry);
    refused =
        Counter.builder("quartet.model.refused")
            .description("Requests refused because too many waited for the model")
            .baseUnit("requests")
            .tags(tags)
            .register(registry);
  }

  private static Timer timer(String name, String description, Tags tags, MeterRegistry registry) {
    return Timer.builder("quartet.model." + name)
        .description(description)
        .serviceLevelObjectives(TIMES)
        .tags(tags)
        .register(registry);
  }

  @Override
  public void read(long nanos) {
    read.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void waited(long nanos) {
    queue.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void ran(int rows, long nanos) {
    run.record(nanos, TimeUnit.NANOSECONDS);
    batchRows.record(rows);
  }

  @Override
  public void refused() {
    refused.increment();
  }
}
