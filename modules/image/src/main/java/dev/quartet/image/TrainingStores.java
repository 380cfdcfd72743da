package dev.quartet.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Empty stores in a process of their own, on a free port. */
record TrainingStores(Process process, URI endpoint) implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("local-aws is ready: (http://\\S+).*");

  static TrainingStores start(Path localAws) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                localAws.toString(),
                "--lean",
                "--port",
                "0",
                "--exit-with-parent")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    @Nullable String line = output.readLine();
    Matcher ready = READY.matcher(line == null ? "" : line);
    if (!ready.matches()) {
      TrainingRun.stop(process);
      throw new IllegalStateException("The local stores did not start from " + localAws + ".");
    }
    return new TrainingStores(process, URI.create(ready.group(1)));
  }

  @Override
  public void close() throws InterruptedException {
    TrainingRun.stop(process);
  }
}
