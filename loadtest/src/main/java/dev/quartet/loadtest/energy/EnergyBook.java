package dev.quartet.loadtest.energy;

import dev.quartet.loadtest.cost.Architecture;
import java.util.Map;

/**
 * Coefficients of energy and carbon with where they come from.
 *
 * @param watts of one virtual CPU
 * @param memoryWattHoursPerGbHour of one GB of memory in an hour
 * @param pue what a data centre uses in all for each unit that its machines use
 * @param gridGramsPerKwh grams of CO2 equivalent for each kWh, by region
 */
public record EnergyBook(
    int schemaVersion,
    String date,
    String source,
    Map<Architecture, Watts> watts,
    double memoryWattHoursPerGbHour,
    double pue,
    Map<String, Double> gridGramsPerKwh,
    Embodied embodied) {
  /** Of one virtual CPU, at no load and at full load. */
  public record Watts(double idle, double full) {}

  /** What it took to make a server, in kilograms of CO2 equivalent. */
  public record Embodied(double serverKilograms, double serverVcpus, double lifeHours) {}
}
