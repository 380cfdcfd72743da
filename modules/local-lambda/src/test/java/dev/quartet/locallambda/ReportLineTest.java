package dev.quartet.locallambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReportLineTest {
  @Test
  void theFirstReportOfAnEnvironmentBillsItsInit() {
    assertThat(new ReportLine("id", 1.23, 1769, 87, 123.45, null, null))
        .hasToString(
            "REPORT RequestId: id\tDuration: 1.23 ms\tBilled Duration: 125 ms"
                + "\tMemory Size: 1769 MB\tMax Memory Used: 87 MB\tInit Duration: 123.45 ms");
  }

  @Test
  void laterReportsBillTheDurationRoundedUp() {
    assertThat(new ReportLine("id", 1.23, 1769, 87, null, null, null))
        .hasToString(
            "REPORT RequestId: id\tDuration: 1.23 ms\tBilled Duration: 2 ms"
                + "\tMemory Size: 1769 MB\tMax Memory Used: 87 MB");
  }

  @Test
  void exitsAreWordedAsOnAws() {
    assertThat(ProcessExit.describe(0)).isEqualTo("Runtime exited without providing a reason");
    assertThat(ProcessExit.describe(1)).isEqualTo("Runtime exited with error: exit status 1");
    assertThat(ProcessExit.describe(137)).isEqualTo("Runtime exited with error: signal: killed");
    assertThat(ProcessExit.describe(200)).isEqualTo("Runtime exited with error: exit status 200");
  }
}
