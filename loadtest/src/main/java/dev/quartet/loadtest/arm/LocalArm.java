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
import java.util.Optional;
import java.util.OptionalDouble;

/** The local app: the jar as a process, in a control group of its own. */
public final class LocalArm implements Arm {
  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

  private final ArmContext context;
  private final String name;
  private final Path jar;
  private int starts;

  public LocalArm(ArmContext context) {
    this(context, "local");
  }

  /**
   * @param name of this arm, which may be one of two of the same jar
   */
  LocalArm(ArmContext context, String name) {
    this.context = context;
    this.name = name;
    this.jar = context.root().resolve("modules/targets/local/target/quarkus-app/quarkus-run.jar");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Availability prepare() {
    return Files.isRegularFile(jar)
        ? Availability.ready()
        : Availability.missing(
            context.root().relativize(jar) + " is missing; build it with ./mvnw package");
  }

  @Override
  public RunningArm start() throws IOException, InterruptedException {
    Instance instance = startInstance();
    return new Running(instance);
  }

  @Override
  public OptionalDouble artifactMegabytes() throws IOException {
    Path folder = jar.getParent();
    return OptionalDouble.of(DiskSize.megabytes(folder == null ? jar : folder));
  }

  @Override
  public Deployment deployment() {
    return new Deployment(Hosting.NONE, context.limits());
  }

  @Override
  public String description() {
    return "java -jar quarkus-run.jar; cold start: process start to first right answer; artifact: the quarkus-app folder";
  }

  /** Starts one process more and waits for its first right answer. */
  public Instance startInstance() throws IOException, InterruptedException {
    int number = ++starts;
    int port = FreePort.find();
    Cgroup cgroup =
        Cgroup.create(
            CONTROL_GROUPS,
            "quartet-" + name + "-" + ProcessHandle.current().pid() + "-" + number,
            context.limits());
    Map<String, String> environment = new HashMap<>(context.environment());
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    ChildProcess process;
    try {
      process =
          ChildProcess.start(
              name(),
              cgroup.wrap(List.of(context.java().toString(), "-jar", jar.toString())),
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

  /**
   * One process that serves.
   *
   * @param firstAnswerMillis from its start to its first right answer
   */
  public record Instance(ChildProcess process, Cgroup cgroup, URI base, double firstAnswerMillis)
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
