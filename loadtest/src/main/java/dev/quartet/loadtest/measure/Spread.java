package dev.quartet.loadtest.measure;

import java.util.Arrays;
import java.util.Collection;

/**
 * Smallest, middle and largest of some figures; all NaN when there are none.
 *
 * @param count how many figures
 */
public record Spread(int count, double min, double median, double max) {
  public static Spread of(Collection<Double> figures) {
    if (figures.isEmpty()) {
      return new Spread(0, Double.NaN, Double.NaN, Double.NaN);
    }
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted.length, sorted[0], median, sorted[sorted.length - 1]);
  }
}
