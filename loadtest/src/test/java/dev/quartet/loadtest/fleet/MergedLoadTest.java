package dev.quartet.loadtest.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MergedLoadTest {
  private static final String HEADER =
      "metric_name,timestamp,metric_value,check,error,error_code,expected_response,group,method,name,proto,scenario,"
          + "service,status,subproto,tls_version,url,extra_tags,metadata\n";

  private final Path folder;

  MergedLoadTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void latencyAndRateAreOfTheSecondsInWhichAllTasksSent() throws IOException {
    StringBuilder early = new StringBuilder();
    StringBuilder late = new StringBuilder();
    for (int second = 100; second <= 110; second++) {
      // Alone until 104: slower, and not counted.
      early.append(request(second, second < 105 ? 900 : 10)).append(request(second, 20));
    }
    for (int second = 104; second <= 114; second++) {
      late.append(request(second, 30)).append(request(second, 40));
    }

    MergedLoad load = MergedLoad.of(List.of(read("a", early), read("b", late)));

    assertThat(load.seconds()).isEqualTo(5);
    assertThat(load.requests()).isEqualTo(20);
    assertThat(load.ratePerSecond()).isEqualTo(4);
    assertThat(load.p50Millis()).isCloseTo(20, within(0.05));
    assertThat(load.maxMillis()).isCloseTo(40, within(0.05));
    assertThat(load.isClean()).isTrue();
  }

  @Test
  void everyFailureCountsWheneverItWas() throws IOException {
    String ended =
        request(100, 5)
            + request(101, 5)
            + request(102, 5)
            + "http_req_failed,100,1.000000,,,1050,false,,POST\n"
            + "http_req_failed,101,0.000000,,,,true,,POST\n"
            + "checks,100,0.000000,status is 200,,,,,\n"
            + "checks,101,1.000000,status is 200,,,,,\n"
            + "dropped_iterations,102,3.000000,,,,,,\n"
            + "vus,102,7.000000,,,,,,\n";

    MergedLoad load = MergedLoad.of(List.of(read("a", new StringBuilder(ended))));

    assertThat(load.failedRequests()).isEqualTo(1);
    assertThat(load.failedChecks()).isEqualTo(1);
    assertThat(load.dropped()).isEqualTo(3);
    assertThat(load.isClean()).isFalse();
  }

  @Test
  void tasksThatDidNotSendTogetherAreNoLoad() throws IOException {
    K6Samples first = read("a", new StringBuilder(request(100, 5) + request(101, 5)));
    K6Samples then = read("b", new StringBuilder(request(200, 5) + request(201, 5)));

    assertThatThrownBy(() -> MergedLoad.of(List.of(first, then)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("give a longer --duration-seconds");
  }

  @Test
  void aFileThatIsNoneOfK6sIsNamed() throws IOException {
    Path other = write("other", "time,value\n");
    Path empty = write("empty", HEADER);

    assertThatThrownBy(() -> K6Samples.read(other))
        .hasMessageContaining("other")
        .hasMessageContaining("not the columns");
    assertThatThrownBy(() -> K6Samples.read(empty)).hasMessageContaining("has no request");
  }

  @Test
  void theSegmentsOfAllTasksAreTheWholeLoad() {
    assertThat(LoadTasks.command("predict", 0, 1))
        .contains("--execution-segment=0:1", "--execution-segment-sequence=0,1");
    assertThat(LoadTasks.command("uuid", 1, 3))
        .contains("--execution-segment=1/3:2/3", "--execution-segment-sequence=0,1/3,2/3,1")
        .endsWith("/work/k6/uuid.js");
  }

  private static String request(int second, int millis) {
    return "http_req_duration,%d,%d.000000,,,,true,,POST\n".formatted(second, millis);
  }

  private K6Samples read(String name, CharSequence rows) throws IOException {
    return K6Samples.read(write(name, HEADER + rows));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name + ".csv.gz");
    try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(file))) {
      bytes.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
