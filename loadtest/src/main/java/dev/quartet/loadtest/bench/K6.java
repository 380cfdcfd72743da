package dev.quartet.loadtest.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.loadtest.process.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** k6 at a constant rate: an open loop, by {@code loadtest/k6/predict.js}. */
final class K6 implements Generator {
  private static final Duration LONGER = Duration.ofSeconds(60);

  private final Path executable;
  private final Path script;
  private final Path folder;
  private final int requestsPerSecond;

  /**
   * @param folder for its summary; exists
   */
  K6(Path executable, Path script, Path folder, int requestsPerSecond) {
    this.executable = executable;
    this.script = script;
    this.folder = folder;
    this.requestsPerSecond = requestsPerSecond;
  }

  @Override
  public String label() {
    return requestsPerSecond + "/s";
  }

  @Override
  public Load run(Wire wire, URI base, int seconds) throws IOException, InterruptedException {
    Path summary = folder.resolve("k6-summary.json");
    Files.deleteIfExists(summary);
    Command.Result result =
        Command.run(
            List.of(
                executable.toString(),
                "run",
                "--quiet",
                "--no-usage-report",
                "--summary-export=" + summary,
                "--env=BASE_URL=" + base,
                "--env=RATE=" + requestsPerSecond,
                "--env=DURATION=" + seconds + "s",
                script.toString()),
            Duration.ofSeconds(seconds).plus(LONGER));
    // A threshold that failed makes the exit code, and its cause an error that is counted.
    if (!Files.isRegularFile(summary)) {
      throw new IOException("k6 wrote no summary: " + result.lastLine());
    }
    return read(new ObjectMapper().readTree(summary.toFile()), seconds);
  }

  /**
   * @throws IOException when no request was answered
   */
  static Load read(JsonNode summary, int seconds) throws IOException {
    JsonNode metrics = summary.path("metrics");
    long requests = metrics.at("/http_reqs/count").longValue();
    if (requests == 0) {
      throw new IOException("no request was answered: " + metrics);
    }
    JsonNode times = metrics.path("http_req_duration");
    return new Load(
        requests,
        seconds,
        times.path("med").doubleValue(),
        times.path("p(99)").doubleValue(),
        metrics.at("/checks/fails").longValue()
            + metrics.at("/dropped_iterations/count").longValue());
  }
}
