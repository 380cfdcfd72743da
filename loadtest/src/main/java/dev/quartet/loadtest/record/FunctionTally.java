package dev.quartet.loadtest.record;

import dev.quartet.loadtest.load.Latencies;
import dev.quartet.loadtest.load.Samples;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up the blocks of one function of one arm; only blocks without a reason to be void count. */
final class FunctionTally {
  private final String function;
  private final Latencies latencies = new Latencies();
  private final Latencies everyLatency = new Latencies();
  private final Latencies serviceTimes = new Latencies();
  private int requests;
  private int errors;
  private int blocks;
  private int voidBlocks;

  FunctionTally(String function) {
    this.function = function;
  }

  void add(Samples samples, List<String> voidReasons) {
    blocks++;
    requests += samples.size();
    errors += samples.errors();
    everyLatency.addAll(samples.latencies());
    if (voidReasons.isEmpty()) {
      latencies.addAll(samples.latencies());
      serviceTimes.addAll(samples.serviceTimes());
    } else {
      voidBlocks++;
    }
  }

  /** A block in which nothing was sent. */
  void addNothing() {
    blocks++;
    voidBlocks++;
  }

  Results.FunctionResult result() {
    return new Results.FunctionResult(
        function,
        requests,
        latencies.count(),
        errors,
        blocks,
        voidBlocks,
        known(latencies.percentileMillis(50)),
        known(latencies.percentileMillis(90)),
        known(latencies.percentileMillis(99)),
        known(serviceTimes.percentileMillis(50)),
        known(serviceTimes.percentileMillis(99)),
        known(everyLatency.percentileMillis(50)),
        known(everyLatency.percentileMillis(99)));
  }

  /** Null for NaN, which JSON doesn't have. */
  static @Nullable Double known(double figure) {
    return Double.isNaN(figure) ? null : figure;
  }
}
