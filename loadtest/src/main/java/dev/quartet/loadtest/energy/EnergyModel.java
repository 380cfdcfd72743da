package dev.quartet.loadtest.energy;

/** Turns what a request takes into energy. Another model shows how far a conclusion hangs on it. */
public interface EnergyModel {
  /** For tables. */
  String name();

  /** What it counts, in one sentence. */
  String description();

  /** The energy of one request. */
  Estimate wattHours(EnergyUse use);

  /**
   * Energy with the band that the model leaves open, in watt-hours.
   *
   * @param low with processors that idle
   * @param middle at half load
   * @param high at full load
   * @param best at the load that was measured
   */
  record Estimate(double low, double middle, double high, double best) {}
}
