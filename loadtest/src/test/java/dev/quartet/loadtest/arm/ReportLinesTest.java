package dev.quartet.loadtest.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportLinesTest {
  private static final String REPORT =
      "REPORT RequestId: 3f1c\tDuration: 2.31 ms\tBilled Duration: %d ms\tMemory Size: 1769 MB\tMax Memory Used: 78 MB\t";

  private final Path log;
  private final ReportLines lines;

  ReportLinesTest(@TempDir Path folder) throws IOException {
    this.log = Files.createFile(folder.resolve("log"));
    this.lines = new ReportLines(log);
  }

  @Test
  void billedTimesAreAddedUpOverReadsOfAGrowingLog() throws IOException {
    write("START RequestId: 3f1c Version: $LATEST\n" + REPORT.formatted(3) + "\n");
    lines.read();
    write(REPORT.formatted(4) + "Init Duration: 40.11 ms\t\nEND RequestId: 3f1c\n");
    lines.read();
    assertThat(lines.billedMillis()).isEqualTo(7);
    assertThat(lines.invocations()).isEqualTo(2);
  }

  @Test
  void aLineThatIsHalfWrittenIsReadOnceItIsWhole() throws IOException {
    String line = REPORT.formatted(12) + "\n";
    write(line.substring(0, 50));
    lines.read();
    assertThat(lines.invocations()).isZero();
    write(line.substring(50));
    lines.read();
    assertThat(lines.billedMillis()).isEqualTo(12);
  }

  private void write(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.APPEND);
  }
}
