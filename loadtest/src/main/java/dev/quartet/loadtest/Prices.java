package dev.quartet.loadtest;

import dev.quartet.loadtest.cost.PriceBook;
import dev.quartet.loadtest.json.CheckedJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads price books. */
final class Prices {
  private Prices() {}

  /**
   * @param bytes a price book as it stands in its file
   * @throws IOException when it doesn't fit its schema; the message names the place
   */
  static PriceBook book(byte[] bytes) throws IOException {
    return CheckedJson.read("the price book", bytes, "prices.schema.json", PriceBook.class);
  }

  /**
   * The prices of a region.
   *
   * @throws IOException when there are none for it
   */
  static PriceBook.Region in(PriceBook book, String region) throws IOException {
    PriceBook.@Nullable Region found = book.regions().get(region);
    if (found == null) {
      throw new IOException(
          "there are no prices for "
              + region
              + "; give them by --prices (there are: "
              + String.join(", ", book.regionNames())
              + ")");
    }
    return found;
  }
}
