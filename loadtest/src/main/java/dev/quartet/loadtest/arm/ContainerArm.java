package dev.quartet.loadtest.arm;

import dev.quartet.loadtest.measure.ColdStart;
import dev.quartet.loadtest.process.ChildProcess;
import dev.quartet.loadtest.process.Command;
import dev.quartet.loadtest.process.FreePort;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.process.ProcessFacts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A container image under the machine's engine, on the host's network, with a read-only root. */
public final class ContainerArm implements Arm {
  private static final Duration BUILD = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofSeconds(30);
  private static final String LOCAL_BASE = "localhost/quartet-base:bookworm";
  private static final double MEGABYTE = 1_048_576;

  private final ArmContext context;
  private final String name;
  private final Path imageFolder;
  private final String build;
  private final Optional<Path> engine;
  private final String tag;
  private int starts;

  /**
   * @param imageFolder the build context with its Containerfile, relative to the repository
   * @param build how the build context comes to be there
   * @param engine the container engine's executable; empty when the machine has none
   */
  public ContainerArm(
      ArmContext context, String name, String imageFolder, String build, Optional<Path> engine) {
    this.build = build;
    this.context = context;
    this.name = name;
    this.imageFolder = context.root().resolve(imageFolder);
    this.engine = engine;
    this.tag = "localhost/quartet-" + name + ":comparison";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Availability prepare() throws InterruptedException {
    if (engine.isEmpty()) {
      return Availability.missing("no container engine answers; install podman or docker");
    }
    if (!Files.isRegularFile(imageFolder.resolve("Containerfile"))) {
      return Availability.missing(
          context.root().relativize(imageFolder)
              + "/Containerfile is missing; build it with "
              + build);
    }
    List<String> command = new ArrayList<>(List.of(engine.get().toString(), "build", "-t", tag));
    base().ifPresent(base -> command.addAll(List.of("--build-arg", "BASE=" + base)));
    command.addAll(
        List.of("-f", imageFolder.resolve("Containerfile").toString(), imageFolder.toString()));
    try {
      Command.Result result = Command.run(command, BUILD);
      return result.succeeded()
          ? Availability.ready()
          : Availability.missing(
              "the image can't be built ("
                  + result.lastLine()
                  + "); if the base image can't be had, name another in QUARTET_BASE_IMAGE");
    } catch (IOException e) {
      return Availability.missing("the image can't be built: " + e.getMessage());
    }
  }

  /**
   * The base that is asked for, or the one that .ci/container-engine makes; else the file's own.
   */
  private Optional<String> base() throws InterruptedException {
    String asked = System.getenv("QUARTET_BASE_IMAGE");
    if (asked != null && !asked.isBlank()) {
      return Optional.of(asked);
    }
    try {
      engine("image", "inspect", LOCAL_BASE);
      return Optional.of(LOCAL_BASE);
    } catch (IOException e) {
      // It is not here.
      return Optional.empty();
    }
  }

  @Override
  public RunningArm start() throws IOException, InterruptedException {
    return new Running(startInstance());
  }

  @Override
  public OptionalDouble artifactMegabytes() throws IOException, InterruptedException {
    Command.Result result = engine("image", "inspect", "--format", "{{.Size}}", tag);
    return OptionalDouble.of(Long.parseLong(result.output()) / MEGABYTE);
  }

  @Override
  public String description() {
    return "the image under a container engine; cold start: the engine's run command to first right answer; artifact:"
        + " the whole image with its base, unpacked";
  }

  @Override
  public Deployment deployment() {
    return new Deployment(Hosting.FARGATE, context.limits());
  }

  private Command.Result engine(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(engine.orElseThrow().toString()));
    command.addAll(List.of(arguments));
    Command.Result result = Command.run(command, SHORT);
    if (!result.succeeded()) {
      throw new IOException(String.join(" ", command) + ": " + result.lastLine());
    }
    return result;
  }

  private List<String> runCommand(String containerName, int port) {
    Limits limits = context.limits();
    List<String> command =
        new ArrayList<>(
            List.of(
                engine.orElseThrow().toString(),
                "run",
                "--rm",
                "--name",
                containerName,
                "--network",
                "host",
                "--read-only",
                "--tmpfs",
                "/tmp",
                "--memory",
                limits.memoryMegabytes() + "m",
                "--cpus",
                String.format(Locale.ROOT, "%.3f", limits.cpus())));
    Map<String, String> environment = new TreeMap<>(context.environment());
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    environment.forEach((key, value) -> command.addAll(List.of("-e", key + "=" + value)));
    command.add(tag);
    return command;
  }

  /** Starts one container more and waits for its first right answer. */
  public Instance startInstance() throws IOException, InterruptedException {
    int number = ++starts;
    String containerName = "quartet-" + name + "-" + ProcessHandle.current().pid() + "-" + number;
    int port = FreePort.find();
    ChildProcess process =
        ChildProcess.start(
            name,
            runCommand(containerName, port),
            Map.of(),
            context.logFolder().resolve(name + "-" + number + ".log"));
    try {
      URI base = URI.create("http://127.0.0.1:" + port + "/");
      long answeredNanos = context.firstAnswer().await(base::resolve, process::isAlive);
      long answeredEpochMillis = System.currentTimeMillis();
      OptionalDouble answeredSecondsSinceBoot = ProcessFacts.nowSecondsSinceBoot();
      long pid =
          Long.parseLong(engine("inspect", "--format", "{{.State.Pid}}", containerName).output());
      return new Instance(
          containerName,
          process,
          base,
          pid,
          (answeredNanos - process.startedNanos()) / 1e6,
          answeredEpochMillis,
          answeredSecondsSinceBoot);
    } catch (IOException | InterruptedException e) {
      stop(containerName, process);
      if (e instanceof IOException) {
        throw new IOException(e.getMessage() + "; its last output: " + process.lastOutput(), e);
      }
      throw e;
    }
  }

  private void stop(String containerName, ChildProcess process) {
    try {
      // Through the engine: ending its client alone may leave the container.
      Command.run(
          List.of(engine.orElseThrow().toString(), "rm", "--force", "--time", "2", containerName),
          SHORT);
    } catch (IOException e) {
      System.err.println(
          name + ": the container " + containerName + " may still run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.close();
  }

  /** One container that serves. */
  public final class Instance implements AutoCloseable {
    private final String containerName;
    private final ChildProcess process;
    private final URI base;
    private final long pid;
    private final double firstAnswerMillis;
    private final long answeredEpochMillis;
    private final OptionalDouble answeredSecondsSinceBoot;

    Instance(
        String containerName,
        ChildProcess process,
        URI base,
        long pid,
        double firstAnswerMillis,
        long answeredEpochMillis,
        OptionalDouble answeredSecondsSinceBoot) {
      this.containerName = containerName;
      this.process = process;
      this.base = base;
      this.pid = pid;
      this.firstAnswerMillis = firstAnswerMillis;
      this.answeredEpochMillis = answeredEpochMillis;
      this.answeredSecondsSinceBoot = answeredSecondsSinceBoot;
    }

    /** From the engine's run command to the first right answer, in milliseconds. */
    public double firstAnswerMillis() {
      return firstAnswerMillis;
    }

    /**
     * From the start of the container's process, by the kernel, to the first right answer; steps of
     * 10 ms.
     */
    public OptionalDouble firstAnswerSinceProcessMillis() {
      OptionalDouble started = ProcessFacts.startedSecondsSinceBoot(pid);
      return started.isEmpty() || answeredSecondsSinceBoot.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(
              (answeredSecondsSinceBoot.getAsDouble() - started.getAsDouble()) * 1_000);
    }

    /**
     * From the start that the engine notes for the container to the first right answer, in
     * milliseconds.
     */
    public OptionalDouble firstAnswerSinceEngineStartMillis()
        throws IOException, InterruptedException {
      String startedAt =
          engine(
                  "inspect",
                  "--format",
                  "{{.State.StartedAt.Format \"2006-01-02T15:04:05.000000Z07:00\"}}",
                  containerName)
              .output();
      long startedEpochMillis =
          OffsetDateTime.parse(startedAt, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
              .toInstant()
              .toEpochMilli();
      return OptionalDouble.of(answeredEpochMillis - startedEpochMillis);
    }

    /** What a reader of the figures must know: a cache of the JVM that is there and not in use. */
    public List<String> remarks() {
      return process.outputLines().stream()
          .filter(line -> line.contains("[error") && line.contains("AOT cache"))
          .map(
              line ->
                  "the JVM's AOT cache is not in use, so it starts as slowly as without: " + line)
          .limit(1)
          .toList();
    }

    /** The most memory that the container's processes had resident, in MB. */
    public OptionalDouble peakMegabytes() {
      Stream<ProcessHandle> processes =
          ProcessHandle.of(pid).stream()
              .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()));
      double sum =
          processes.mapToDouble(handle -> ProcessFacts.peakMegabytes(handle.pid()).orElse(0)).sum();
      return sum > 0 ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    @Override
    public void close() {
      stop(containerName, process);
    }
  }

  private final class Running implements RunningArm {
    private final Instance instance;

    Running(Instance instance) {
      this.instance = instance;
    }

    @Override
    public URI url(String function) {
      return instance.base.resolve(function);
    }

    @Override
    public Optional<ColdStart> coldStart() throws IOException, InterruptedException {
      try (Instance fresh = startInstance()) {
        return Optional.of(new ColdStart(fresh.firstAnswerMillis(), OptionalDouble.empty()));
      }
    }

    @Override
    public Footprint footprint() {
      return new Footprint(instance.peakMegabytes(), 1);
    }

    @Override
    public Usage usage() {
      return Usage.cpu(ProcessFacts.treeCpuSeconds(instance.pid));
    }

    @Override
    public boolean isAlive() {
      return ProcessHandle.of(instance.pid).isPresent();
    }

    @Override
    public List<String> remarks() {
      return instance.remarks();
    }

    @Override
    public void close() {
      instance.close();
    }
  }
}
