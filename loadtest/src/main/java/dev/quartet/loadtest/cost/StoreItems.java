package dev.quartet.loadtest.cost;

import java.util.List;
import java.util.Locale;

/** The stores' part of a bill, the same for every arm. */
final class StoreItems {
  private StoreItems() {}

  static List<Bill.Item> of(PriceBook.Region prices, StoreRequests stores) {
    return List.of(
        new Bill.Item(
            "S3",
            stores.s3Puts() * 1e3 * prices.s3ThousandPuts().usd(),
            String.format(Locale.ROOT, "%.2f PUT for each request", stores.s3Puts())),
        new Bill.Item(
            "DynamoDB",
            stores.dynamodbWrites() * prices.dynamodbMillionWriteUnits().usd(),
            String.format(
                Locale.ROOT, "%.2f write units for each request", stores.dynamodbWrites())));
  }
}
