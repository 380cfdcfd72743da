package dev.quartet.loadtest.arm;

import dev.quartet.loadtest.measure.ColdStart;
import dev.quartet.loadtest.process.ProcessFacts;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that somebody else started and will end. It has no cold starts, and its limits are its
 * own.
 *
 * @param base a function's name is resolved against it
 * @param pid its process, for CPU time and memory; empty when nobody tells
 */
record RunningServerArm(String name, URI base, OptionalLong pid, ArmContext context)
    implements Arm {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)=(http://[^@\\s]+?)/?(?:@(\\d+))?");

  /**
   * @param text {@code NAME=URL} or {@code NAME=URL@PID}
   * @throws IllegalArgumentException when it has another form
   */
  static RunningServerArm parse(String text, ArmContext context) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "must be NAME=URL or NAME=URL@PID with an http URL, was " + text);
    }
    return new RunningServerArm(
        form.group(1),
        URI.create(form.group(2) + "/"),
        form.group(3) == null
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(form.group(3))),
        context);
  }

  /** Whether {@code text} has the form that {@link #parse} takes. */
  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public Availability prepare() throws InterruptedException {
    if (pid.isPresent() && ProcessHandle.of(pid.getAsLong()).isEmpty()) {
      return Availability.missing("there is no process " + pid.getAsLong());
    }
    return context
        .firstAnswer()
        .ask(base::resolve)
        .map(problem -> Availability.missing("it doesn't answer rightly: " + problem))
        .orElseGet(Availability::ready);
  }

  @Override
  public RunningArm start() {
    return new Running(base, pid);
  }

  @Override
  public OptionalDouble artifactMegabytes() {
    return OptionalDouble.empty();
  }

  @Override
  public String description() {
    return "a server that ran already, at " + base;
  }

  private record Running(URI base, OptionalLong pid) implements RunningArm {
    @Override
    public URI url(String function) {
      return base.resolve(function);
    }

    @Override
    public Optional<ColdStart> coldStart() {
      return Optional.empty();
    }

    @Override
    public Footprint footprint() {
      return new Footprint(
          pid.isPresent() ? ProcessFacts.peakMegabytes(pid.getAsLong()) : OptionalDouble.empty(),
          1);
    }

    @Override
    public Usage usage() {
      return pid.isPresent()
          ? Usage.cpu(ProcessFacts.treeCpuSeconds(pid.getAsLong()))
          : Usage.unknown();
    }

    @Override
    public boolean isAlive() {
      return pid.isEmpty() || ProcessHandle.of(pid.getAsLong()).isPresent();
    }

    @Override
    public List<String> remarks() {
      return List.of("it was started by somebody else: its limits and stores are its own");
    }

    @Override
    public void close() {
      // Whoever started it ends it.
    }
  }
}
