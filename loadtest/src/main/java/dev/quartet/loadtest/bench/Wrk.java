package dev.quartet.loadtest.bench;

import dev.quartet.loadtest.process.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * wrk, a closed loop: each connection sends its next request when it has the answer to the last.
 */
final class Wrk implements Generator {
  private static final Duration LONGER = Duration.ofSeconds(30);
  private static final Pattern FIGURES =
      Pattern.compile(
          "(?m)^"
              + WrkScript.FIGURES
              + " requests=(\\d+) micros=(\\d+) p50=(\\d+) p99=(\\d+) errors=(\\d+)$");

  private final Path executable;
  private final Path folder;
  private final int connections;

  /**
   * @param folder for its scripts; exists
   */
  Wrk(Path executable, Path folder, int connections) {
    this.executable = executable;
    this.folder = folder;
    this.connections = connections;
  }

  @Override
  public String label() {
    return connections + " connections";
  }

  @Override
  public Load run(Wire wire, URI base, int seconds) throws IOException, InterruptedException {
    Path script = folder.resolve(wire.name() + ".lua");
    if (!Files.isRegularFile(script)) {
      WrkScript.write(wire, script);
    }
    Command.Result result =
        Command.run(
            List.of(
                executable.toString(),
                "--threads=1",
                "--connections=" + connections,
                "--duration=" + seconds + "s",
                "--timeout=10s",
                "--latency",
                "--script=" + script,
                base.toString()),
            Duration.ofSeconds(seconds).plus(LONGER));
    return read(result.output());
  }

  /**
   * @throws IOException when the output holds no figures, or no request was answered
   */
  static Load read(String output) throws IOException {
    Matcher figures = FIGURES.matcher(output);
    if (!figures.find()) {
      throw new IOException("wrk printed no figures: " + output);
    }
    Load load =
        new Load(
            Long.parseLong(figures.group(1)),
            Long.parseLong(figures.group(2)) / 1e6,
            Long.parseLong(figures.group(3)) / 1e3,
            Long.parseLong(figures.group(4)) / 1e3,
            Long.parseLong(figures.group(5)));
    if (load.requests() == 0) {
      throw new IOException("no request was answered: " + output);
    }
    return load;
  }
}
