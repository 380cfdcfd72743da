package dev.quartet.localaws;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** local-aws as people run it: a process of its own. */
final class LocalAwsProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("local-aws is ready: (http://127\\.0\\.0\\.1:\\d+) .*");

  private final Process process;
  private final URI endpoint;

  private LocalAwsProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static LocalAwsProcess start(String... options) throws IOException {
    return start(command(options));
  }

  static LocalAwsProcess start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader reader = process.inputReader();
    Matcher ready = READY.matcher(String.valueOf(reader.readLine()));
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new IOException("local-aws did not get ready");
    }
    return new LocalAwsProcess(process, URI.create(ready.group(1)));
  }

  static List<String> command(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.quartet.localaws.LocalAws"));
    command.addAll(List.of(options));
    return command;
  }

  URI endpoint() {
    return endpoint;
  }

  Process process() {
    return process;
  }

  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }
}
