package dev.quartet.loadtest.energy;

import dev.quartet.loadtest.cost.Architecture;
import java.util.Objects;

/**
 * Counts the CPU time used and nothing else, as if idle processors and memory cost nothing or
 * somebody else paid for them.
 */
public record CpuTimeModel(EnergyBook book, Architecture architecture) implements EnergyModel {
  private static final double SECONDS_PER_HOUR = 3_600;

  @Override
  public String name() {
    return "cpu-time";
  }

  @Override
  public String description() {
    return "CPU time × watts at full load × PUE: no memory and no idle time";
  }

  @Override
  public Estimate wattHours(EnergyUse use) {
    EnergyBook.Watts watts = Objects.requireNonNull(book.watts().get(architecture));
    double hours = use.cpuSeconds() / SECONDS_PER_HOUR;
    double full = hours * watts.full() * book.pue();
    double idle = hours * watts.idle() * book.pue();
    return new Estimate(idle, (idle + full) / 2, full, full);
  }
}
