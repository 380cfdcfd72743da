package dev.quartet.loadtest.arm;

import dev.quartet.loadtest.measure.ColdStart;
import dev.quartet.loadtest.measure.DiskSize;
import dev.quartet.loadtest.process.Cgroup;
import dev.quartet.loadtest.process.ChildProcess;
import dev.quartet.loadtest.process.FreePort;
import dev.quartet.loadtest.process.ProcessFacts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** A command that serves, in a control group of its own: servers of other languages. */
final class ProcessArm implements Arm {
  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

  private final ArmContext context;
  private final String name;
  private final ArmFile declared;
  private final Path artifact;
  private int starts;

  ProcessArm(ArmContext context, String name, ArmFile declared) {
    this.context = context;
    this.name = name;
    this.declared = declared;
    this.artifact = context.root().resolve(declared.artifact());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Availability prepare() {
    return Files.exists(artifact)
        ? Availability.ready()
        : Availability.missing(
            context.root().relativize(artifact) + " is missing; build it with " + declared.build());
  }

  @Override
  public boolean serves(String function) {
    return declared.serves(function);
  }

  @Override
  public RunningArm start() throws IOException, InterruptedException {
    return new Running(startInstance());
  }

  private Instance startInstance() throws IOException, InterruptedException {
    int number = ++starts;
    int port = FreePort.find();
    Cgroup cgroup =
        Cgroup.create(
            CONTROL_GROUPS,
            "quartet-" + name + "-" + ProcessHandle.current().pid() + "-" + number,
            context.limits());
    Map<String, String> environment = new HashMap<>(context.environment());
    if (declared.environment() != null) {
      declared.environment().forEach((key, value) -> environment.put(key, filled(value, port)));
    }
    if (declared.portVariable() != null) {
      environment.put(declared.portVariable(), String.valueOf(port));
    }
    List<String> command =
        Objects.requireNonNull(declared.command()).stream()
            .map(part -> filled(part, port))
            .toList();
    ChildProcess process;
    try {
      process =
          ChildProcess.start(
              name,
              cgroup.wrap(command),
              environment,
              context.logFolder().resolve(name + "-" + number + ".log"));
    } catch (IOException e) {
      cgroup.close();
      throw e;
    }
    try {
      URI base = URI.create("http://127.0.0.1:" + port + "/");
      long answeredNanos = context.firstAnswer().await(base::resolve, process::isAlive);
      return new Instance(process, cgroup, base, (answeredNanos - process.startedNanos()) / 1e6);
    } catch (IOException | InterruptedException e) {
      process.close();
      cgroup.close();
      if (e instanceof IOException) {
        throw new IOException(e.getMessage() + "; its last output: " + process.lastOutput(), e);
      }
      throw e;
    }
  }

  private String filled(String text, int port) {
    return text.replace("{root}", context.root().toString())
        .replace("{port}", String.valueOf(port))
        .replace("{processors}", String.valueOf(Runtime.getRuntime().availableProcessors()));
  }

  @Override
  public OptionalDouble artifactMegabytes() throws IOException {
    return OptionalDouble.of(DiskSize.megabytes(artifact));
  }

  @Override
  public Deployment deployment() {
    return new Deployment(Hosting.NONE, context.limits());
  }

  @Override
  public String description() {
    return "a process: "
        + declared.artifact()
        + "; cold start: process start to first right answer";
  }

  private record Instance(ChildProcess process, Cgroup cgroup, URI base, double firstAnswerMillis)
      implements AutoCloseable {
    @Override
    public void close() {
      process.close();
      cgroup.close();
    }
  }

  private final class Running implements RunningArm {
    private final Instance instance;

    Running(Instance instance) {
      this.instance = instance;
    }

    @Override
    public URI url(String function) {
      return instance.base().resolve(function);
    }

    @Override
    public Optional<ColdStart> coldStart() throws IOException, InterruptedException {
      try (Instance fresh = startInstance()) {
        return Optional.of(new ColdStart(fresh.firstAnswerMillis(), OptionalDouble.empty()));
      }
    }

    @Override
    public Footprint footprint() {
      return new Footprint(ProcessFacts.peakMegabytes(instance.process().pid()), 1);
    }

    @Override
    public Usage usage() {
      return Usage.cpu(ProcessFacts.treeCpuSeconds(instance.process().pid()));
    }

    @Override
    public boolean isAlive() {
      return instance.process().isAlive();
    }

    @Override
    public List<String> remarks() {
      return instance
          .cgroup()
          .notApplied()
          .map(reason -> "CPU and memory are not limited: " + reason)
          .stream()
          .toList();
    }

    @Override
    public void close() {
      instance.close();
    }
  }
}
