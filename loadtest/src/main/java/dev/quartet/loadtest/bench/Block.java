package dev.quartet.loadtest.bench;

/**
 * One measurement.
 *
 * @param round from 1
 * @param subject who was asked in which form
 * @param load how much was asked at once: {@link Generator#label()}
 * @param cpuMicros the server's CPU time for a request
 * @param generatorCpuMicros the load generator's CPU time for a request, on the same machine
 * @param residentMegabytes just after
 * @param errors as {@link Load} counts them
 */
record Block(
    int round,
    String subject,
    String load,
    double requestsPerSecond,
    double cpuMicros,
    double generatorCpuMicros,
    double p50Millis,
    double p99Millis,
    double residentMegabytes,
    double peakMegabytes,
    long errors) {

  /** One with errors tells nothing about speed. */
  boolean counts() {
    return errors == 0;
  }
}
