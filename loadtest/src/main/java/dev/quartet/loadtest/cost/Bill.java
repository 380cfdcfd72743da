package dev.quartet.loadtest.cost;

import java.util.List;

/** What a million requests cost at one rate, item by item. */
public record Bill(double ratePerSecond, List<Item> items) {
  /**
   * One item.
   *
   * @param usdPerMillion US dollars for a million requests, 0 or more
   * @param basis how it comes about, in a few words
   */
  public record Item(String name, double usdPerMillion, String basis) {}

  public double usdPerMillion() {
    return items.stream().mapToDouble(Item::usdPerMillion).sum();
  }
}
