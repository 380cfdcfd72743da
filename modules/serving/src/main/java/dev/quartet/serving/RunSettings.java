package dev.quartet.serving;

/**
 * How requests for models are run.
 *
 * @param batching whether requests that wait together run together
 * @param maxRequests how many requests each model may have at once, waiting or running
 * @param runsAtOnce how many runs of slow models may be under way at once for one model, at least 1
 */
public record RunSettings(boolean batching, int maxRequests, int runsAtOnce) {

  /**
   * @throws IllegalArgumentException if {@code maxRequests} or {@code runsAtOnce} is less than 1
   */
  public RunSettings {
    if (maxRequests < 1) {
      throw new IllegalArgumentException(
          "quartet.inference.max-requests must be at least 1, got " + maxRequests);
    }
    if (runsAtOnce < 1) {
      throw new IllegalArgumentException("runsAtOnce must be at least 1, got " + runsAtOnce);
    }
  }

  /**
   * @param onLambda whether there is never more than one request at a time
   */
  static RunSettings of(ModelsConfig config, boolean onLambda) {
    int processors = Runtime.getRuntime().availableProcessors();
    int threads = config.inference().threads().orElse(processors);
    return new RunSettings(
        config.inference().batching() && !onLambda,
        config.inference().maxRequests(),
        Math.max(1, processors / Math.max(1, threads)));
  }
}
