package dev.quartet.loadtest.bench;

import dev.quartet.loadtest.arm.Availability;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that somebody else started and will end. */
record OutsideServer(String name, URI base, long pid) implements BenchServer {
  private static final Pattern FORM = Pattern.compile("([^=@:]+)=(https?://[^@]+)@(\\d+)");

  /**
   * @param text {@code NAME=URL@PID}
   * @throws IllegalArgumentException when it has another form
   */
  static OutsideServer parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("must be NAME=URL@PID, was " + text);
    }
    return new OutsideServer(
        form.group(1), URI.create(form.group(2)), Long.parseLong(form.group(3)));
  }

  @Override
  public Availability availability() {
    return ProcessHandle.of(pid).isPresent()
        ? Availability.ready()
        : Availability.missing("there is no process " + pid);
  }

  /** Nobody knows; a wrong answer before the first block tells. */
  @Override
  public boolean speaks(String wire) {
    return true;
  }

  @Override
  public boolean startsFresh() {
    return false;
  }

  @Override
  public RunningServer start(Path log) {
    return new Found(base, pid);
  }

  private record Found(URI base, long pid) implements RunningServer {
    @Override
    public boolean isAlive() {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Override
    public long startedNanos() {
      throw new UnsupportedOperationException("process " + pid + " was started by somebody else");
    }

    @Override
    public String lastOutput() {
      return "its output is not ours";
    }

    @Override
    public void close() {
      // Whoever started it ends it.
    }
  }
}
