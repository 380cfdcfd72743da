package dev.quartet.loadtest.cost;

import dev.quartet.loadtest.process.Limits;
import java.util.List;

/**
 * A size that Fargate sells.
 *
 * @param vcpus virtual CPUs
 * @param gigabytes memory
 */
public record FargateSize(double vcpus, double gigabytes) {
  private static final double MEGABYTES_PER_GB = 1_024;

  /** CPUs with the least and the most memory, in GB, and its steps. */
  private record Row(double vcpus, double least, double most, double step) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(0.25, 0.5, 2, 0.5),
          new Row(0.5, 1, 4, 1),
          new Row(1, 2, 8, 1),
          new Row(2, 4, 16, 1),
          new Row(4, 8, 30, 1),
          new Row(8, 16, 60, 4),
          new Row(16, 32, 120, 8));

  /** A limit that was rounded down to a whole MB must not cost a size more. */
  private static final double TOLERANCE = 0.005;

  /** The smallest that has room for {@code limits}. */
  public static FargateSize holding(Limits limits) {
    double gigabytes = limits.memoryMegabytes() / MEGABYTES_PER_GB;
    for (Row row : ROWS) {
      if (row.vcpus() >= limits.cpus() - TOLERANCE && row.most() >= gigabytes) {
        double memory = Math.max(row.least(), Math.ceil(gigabytes / row.step()) * row.step());
        return new FargateSize(row.vcpus(), memory);
      }
    }
    throw new IllegalArgumentException("no Fargate task has room for " + limits.text());
  }
}
