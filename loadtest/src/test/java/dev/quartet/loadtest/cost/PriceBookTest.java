package dev.quartet.loadtest.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.loadtest.json.CheckedJson;
import dev.quartet.loadtest.report.RunReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PriceBookTest {
  @Test
  void ourOwnHasBothRegionsBothProcessorsADateAndASourceForEachPrice() throws IOException {
    PriceBook book = Prices.book();
    assertThat(book.regionNames()).containsExactly("ap-southeast-2", "us-east-1");
    assertThat(book.date()).matches("20\\d\\d-\\d\\d-\\d\\d");
    assertThat(book.regions().values())
        .allSatisfy(
            region -> {
              assertThat(region.lambdaGbSecond()).containsOnlyKeys(Architecture.values());
              assertThat(region.fargateVcpuHour()).containsOnlyKeys(Architecture.values());
              assertThat(region.s3ThousandPuts().source()).contains("aws.amazon.com");
            });
  }

  @Test
  void aPriceBelowZeroIsRefusedWithItsPlace() throws IOException {
    String wrong =
        new String(RunReport.ownPrices(), StandardCharsets.UTF_8)
            .replaceFirst("(\"s3ThousandPuts\": \\{\\s+\"usd\": )", "$1-");
    assertThatThrownBy(
            () ->
                CheckedJson.read(
                    "the price book",
                    wrong.getBytes(StandardCharsets.UTF_8),
                    "prices.schema.json",
                    PriceBook.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the price book")
        .hasMessageContaining("s3ThousandPuts");
  }
}
