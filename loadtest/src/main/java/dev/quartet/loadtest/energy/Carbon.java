package dev.quartet.loadtest.energy;

import java.util.Objects;

/**
 * Software carbon intensity by ISO/IEC 21031: ((E × I) + M) per R, where R is one successful
 * request.
 *
 * @param energyGrams E × I
 * @param embodiedGrams M: the share of a server's making, by the vCPU time that is held
 */
public record Carbon(double energyGrams, double embodiedGrams) {
  private static final double SECONDS_PER_HOUR = 3_600;

  /**
   * @param region one of the book's
   */
  public static Carbon of(EnergyBook book, String region, EnergyUse use, double wattHours) {
    EnergyBook.Embodied embodied = book.embodied();
    double share =
        use.vcpuSeconds() / SECONDS_PER_HOUR / (embodied.lifeHours() * embodied.serverVcpus());
    return new Carbon(
        wattHours / 1e3 * Objects.requireNonNull(book.gridGramsPerKwh().get(region)),
        embodied.serverKilograms() * 1e3 * share);
  }

  /** Grams of CO2 equivalent for one request. */
  public double gramsPerRequest() {
    return energyGrams + embodiedGrams;
  }
}
