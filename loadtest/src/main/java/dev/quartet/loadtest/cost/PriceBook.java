package dev.quartet.loadtest.cost;

import java.util.List;
import java.util.Map;

/**
 * Prices with where each comes from.
 *
 * @param date when they were looked up, {@code YYYY-MM-DD}
 * @param regions by AWS's names, such as {@code us-east-1}
 */
public record PriceBook(int schemaVersion, String date, String note, Map<String, Region> regions) {
  /**
   * The prices of one region.
   *
   * @param lambdaGbSecond compute, billed in steps of 1 ms
   * @param fargateVcpuHour billed by the second
   * @param loadBalancerUnitHour of a capacity unit of an Application Load Balancer
   */
  public record Region(
      Map<Architecture, Price> lambdaGbSecond,
      Price lambdaMillionRequests,
      Price functionUrlMillionRequests,
      Price httpApiMillionRequests,
      Map<Architecture, Price> fargateVcpuHour,
      Map<Architecture, Price> fargateGbHour,
      Price loadBalancerHour,
      Price loadBalancerUnitHour,
      Price s3ThousandPuts,
      Price dynamodbMillionWriteUnits,
      Price logsGb) {}

  /** A price in US dollars, with where it was published. */
  public record Price(double usd, String source) {}

  /** The names of the regions, in the alphabet's order. */
  public List<String> regionNames() {
    return regions.keySet().stream().sorted().toList();
  }
}
