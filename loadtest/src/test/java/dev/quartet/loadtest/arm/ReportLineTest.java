package dev.quartet.loadtest.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** By lines as Lambda writes them. */
final class ReportLineTest {
  private static final String REQUEST_ID = "8f5079c3-5a0e-4d6f-9f0d-1a2b3c4d5e6f";
  private static final String WARM =
      "REPORT RequestId: "
          + REQUEST_ID
          + "\tDuration: 3.72 ms\tBilled Duration: 4 ms\tMemory Size: 1769 MB\tMax Memory Used: 96 MB\t";

  @Test
  void aWarmInvocationHasNoInit() {
    assertThat(ReportLine.parse(WARM))
        .contains(new ReportLine(REQUEST_ID, 3.72, 4, 96, OptionalDouble.empty()));
  }

  @Test
  void theFirstInvocationOfAnEnvironmentTellsItsInit() {
    assertThat(ReportLine.parse(WARM + "Init Duration: 51.32 ms\t").orElseThrow().initMillis())
        .hasValue(51.32);
  }

  @Test
  void anEnvironmentFromASnapshotTellsItsRestore() {
    assertThat(
            ReportLine.parse(
                    WARM + "Restore Duration: 412.10 ms\tBilled Restore Duration: 176 ms\t")
                .orElseThrow()
                .initMillis())
        .hasValue(412.10);
  }

  @Test
  void aTraceAndAnErrorBehindItChangeNothing() {
    assertThat(
            ReportLine.parse(
                WARM
                    + "\nXRAY TraceId: 1-581cf771-a006649127e371903a2de979\tSegmentId: 5a1b2c3d4e5f6a7b\tSampled: true"
                    + "\tStatus: error\tError Type: Runtime.ExitError"))
        .contains(new ReportLine(REQUEST_ID, 3.72, 4, 96, OptionalDouble.empty()));
  }

  @Test
  void otherLinesAreNone() {
    assertThat(ReportLine.parse("START RequestId: " + REQUEST_ID + " Version: 3")).isEmpty();
    assertThat(ReportLine.parse("a log line that speaks of REPORT RequestId: x")).isEmpty();
  }
}
