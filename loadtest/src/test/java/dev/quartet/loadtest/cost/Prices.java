package dev.quartet.loadtest.cost;

import dev.quartet.loadtest.json.CheckedJson;
import dev.quartet.loadtest.report.RunReport;
import java.io.IOException;
import java.util.Objects;

/** The program's own price book, and assumptions of round figures. */
final class Prices {
  private Prices() {}

  static PriceBook book() throws IOException {
    return CheckedJson.read(
        "the price book", RunReport.ownPrices(), "prices.schema.json", PriceBook.class);
  }

  static PriceBook.Region usEast1() throws IOException {
    return Objects.requireNonNull(book().regions().get("us-east-1"));
  }

  static CostAssumptions assumptions(Gateway gateway) {
    return new CostAssumptions("us-east-1", Architecture.X86, gateway, 0.5, 1, 300, 400, 2);
  }
}
