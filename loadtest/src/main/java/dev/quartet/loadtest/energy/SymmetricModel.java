package dev.quartet.loadtest.energy;

import dev.quartet.loadtest.cost.Architecture;
import java.util.Objects;

/**
 * The same for every target: (vCPU-hours × watts by utilisation + GB-hours × memory) × PUE, over
 * all that is held for a request, idle time included.
 */
public record SymmetricModel(EnergyBook book, Architecture architecture) implements EnergyModel {
  private static final double SECONDS_PER_HOUR = 3_600;

  @Override
  public String name() {
    return "symmetric";
  }

  @Override
  public String description() {
    return "(vCPU-hours × W(utilisation) + GB-hours × memory) × PUE of all that is held for a request";
  }

  @Override
  public Estimate wattHours(EnergyUse use) {
    double utilisation =
        use.vcpuSeconds() == 0 ? 1 : Math.min(1, use.cpuSeconds() / use.vcpuSeconds());
    return new Estimate(at(use, 0), at(use, 0.5), at(use, 1), at(use, utilisation));
  }

  private double at(EnergyUse use, double utilisation) {
    EnergyBook.Watts watts = Objects.requireNonNull(book.watts().get(architecture));
    double processor = watts.idle() + utilisation * (watts.full() - watts.idle());
    return (use.vcpuSeconds() / SECONDS_PER_HOUR * processor
            + use.gbSeconds() / SECONDS_PER_HOUR * book.memoryWattHoursPerGbHour())
        * book.pue();
  }
}
