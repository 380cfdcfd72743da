package dev.quartet.loadtest.cost;

/**
 * What a bill needs and no measurement tells; each stands in the report.
 *
 * @param region one of the price book's
 * @param utilisation the share of a task's CPU that is used before another task is started, above 0
 *     up to 1
 * @param leastTasks as many run at any rate, 1 or more
 * @param keepAliveSeconds how long Lambda keeps an idle environment; it doesn't say
 * @param lambdaLogBytes what an invocation writes to the log: START, END and REPORT
 * @param kilobytesPerRequest request and answer, for the load balancer's capacity units
 */
public record CostAssumptions(
    String region,
    Architecture architecture,
    Gateway gateway,
    double utilisation,
    int leastTasks,
    double keepAliveSeconds,
    int lambdaLogBytes,
    double kilobytesPerRequest) {
  public CostAssumptions {
    if (!(utilisation > 0) || utilisation > 1) {
      throw new IllegalArgumentException(
          "utilisation must be above 0 and up to 1, was " + utilisation);
    }
    if (leastTasks < 1) {
      throw new IllegalArgumentException("leastTasks must be 1 or more, was " + leastTasks);
    }
  }
}
