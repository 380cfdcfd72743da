package dev.quartet.loadtest.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.loadtest.measure.ColdStart;
import dev.quartet.loadtest.measure.DiskSize;
import dev.quartet.loadtest.process.ChildProcess;
import dev.quartet.loadtest.process.ProcessFacts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A function.zip in execution environments of local-lambda, reached through its Function URLs. */
final class LambdaArm implements Arm {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final long STOP_PAUSE_MILLIS = 20;
  private static final Pattern URL = Pattern.compile("http://[^\\s,/]+:(\\d+)");

  private final ArmContext context;
  private final String name;
  private final ArmFile declared;
  private final Path zip;
  private final Path jar;
  private int starts;

  LambdaArm(ArmContext context, String name, ArmFile declared) {
    this.context = context;
    this.name = name;
    this.declared = declared;
    this.zip = context.root().resolve(declared.artifact());
    this.jar = context.root().resolve("modules/local-lambda/target/local-lambda.jar");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Availability prepare() {
    if (!Files.isRegularFile(zip)) {
      return Availability.missing(
          context.root().relativize(zip) + " is missing; build it with " + declared.build());
    }
    return Files.isRegularFile(jar)
        ? Availability.ready()
        : Availability.missing(
            context.root().relativize(jar) + " is missing; build it with ./mvnw package");
  }

  @Override
  public boolean serves(String function) {
    return declared.serves(function);
  }

  @Override
  public RunningArm start() throws IOException, InterruptedException {
    int number = ++starts;
    Path log = context.logFolder().resolve(name + "-" + number + ".log");
    ChildProcess process =
        ChildProcess.start(
            name,
            List.of(
                context.java().toString(),
                "-jar",
                jar.toString(),
                zip.toString(),
                "--memory",
                String.valueOf(context.limits().memoryMegabytes()),
                "--environments",
                String.valueOf(context.environments()),
                "--port",
                "0",
                "--url-port",
                "0",
                "--exit-with-parent"),
            context.environment(),
            log);
    try {
      String ready = process.awaitLine("local-lambda is ready: ", READY);
      List<URI> urls = new ArrayList<>();
      Matcher matcher = URL.matcher(ready);
      while (matcher.find()) {
        urls.add(URI.create("http://127.0.0.1:" + matcher.group(1) + "/"));
      }
      if (urls.size() < 2) {
        throw new IOException("local-lambda's line doesn't name its two addresses: " + ready);
      }
      Running running = new Running(process, urls.get(0), urls.get(1), new ReportLines(log));
      context.firstAnswer().await(running::url, process::isAlive);
      return running;
    } catch (IOException | InterruptedException e) {
      process.close();
      if (e instanceof IOException) {
        throw new IOException(e.getMessage() + "; its last output: " + process.lastOutput(), e);
      }
      throw e;
    }
  }

  @Override
  public OptionalDouble artifactMegabytes() throws IOException {
    return OptionalDouble.of(DiskSize.megabytes(zip));
  }

  @Override
  public String description() {
    return "function.zip under local-lambda, by its Function URL; the limits hold for each execution environment, of"
        + " which there may be several; cold start: the whole first invocation without an environment, of which init"
        + " is a part; artifact: the zip";
  }

  @Override
  public Deployment deployment() {
    return new Deployment(Hosting.LAMBDA, context.limits());
  }

  private final class Running implements RunningArm {
    private final ChildProcess process;
    private final URI invokeBase;
    private final URI functionUrlBase;
    private final Optional<String> notLimited;
    private final ReportLines reports;
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Running(ChildProcess process, URI invokeBase, URI functionUrlBase, ReportLines reports)
        throws IOException, InterruptedException {
      this.reports = reports;
      this.process = process;
      this.invokeBase = invokeBase;
      this.functionUrlBase = functionUrlBase;
      this.notLimited =
          Optional.of(state().path("limits").asText())
              .filter(limits -> limits.contains("not applied"));
    }

    @Override
    public URI url(String function) {
      return functionUrlBase.resolve(function + "/" + function);
    }

    @Override
    public Optional<ColdStart> coldStart() throws IOException, InterruptedException {
      stopEnvironments();
      long startedNanos = System.nanoTime();
      Optional<String> problem = context.firstAnswer().ask(this::url);
      double millis = (System.nanoTime() - startedNanos) / 1e6;
      if (problem.isPresent()) {
        throw new IOException("the first invocation was not answered rightly: " + problem.get());
      }
      List<JsonNode> environments = environments();
      if (environments.size() != 1) {
        throw new IOException(
            "one environment was expected after a forced cold start, there are "
                + environments.size());
      }
      JsonNode init = environments.getFirst().path("initDurationMillis");
      return Optional.of(
          new ColdStart(
              millis,
              init.isNumber() ? OptionalDouble.of(init.asDouble()) : OptionalDouble.empty()));
    }

    /**
     * An environment can be stopped once it asks for its next event, a moment after its last
     * answer.
     */
    private void stopEnvironments() throws IOException, InterruptedException {
      long giveUpNanos = System.nanoTime() + ANSWER.toNanos();
      do {
        control("DELETE");
        if (environments().isEmpty()) {
          return;
        }
        Thread.sleep(STOP_PAUSE_MILLIS);
      } while (System.nanoTime() < giveUpNanos);
      throw new IOException("environments were still there after " + ANSWER.toSeconds() + " s");
    }

    @Override
    public Footprint footprint() throws IOException, InterruptedException {
      List<JsonNode> environments = environments();
      OptionalDouble peak =
          environments.stream()
              .mapToDouble(
                  environment ->
                      ProcessFacts.peakMegabytes(environment.path("pid").asLong(-1))
                          .orElse(environment.path("maxMemoryUsedMegabytes").asDouble(0)))
              .filter(megabytes -> megabytes > 0)
              .max();
      return new Footprint(peak, environments.size());
    }

    /** The CPU time of environments that live: those that ended meanwhile are left out. */
    @Override
    public Usage usage() throws IOException, InterruptedException {
      OptionalDouble cpuSeconds =
          environments().stream()
              .map(environment -> environment.path("cpuMillis"))
              .filter(JsonNode::isNumber)
              .mapToDouble(millis -> millis.asDouble() / 1e3)
              .reduce(Double::sum);
      reports.read();
      return new Usage(
          cpuSeconds, OptionalDouble.of(reports.billedMillis()), reports.invocations());
    }

    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    /** The environments of all functions. */
    private List<JsonNode> environments() throws IOException, InterruptedException {
      List<JsonNode> environments = new ArrayList<>();
      state().path("functions").forEach(function -> function.forEach(environments::add));
      return environments;
    }

    private JsonNode state() throws IOException, InterruptedException {
      return new ObjectMapper().readTree(control("GET"));
    }

    private byte[] control(String method) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(invokeBase.resolve("_quartet/environments"))
              .timeout(ANSWER)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() / 100 != 2) {
        throw new IOException(
            "local-lambda answered "
                + response.statusCode()
                + " to "
                + method
                + " "
                + request.uri());
      }
      return response.body();
    }

    @Override
    public List<String> remarks() {
      return notLimited.stream().toList();
    }

    @Override
    public void close() {
      process.close();
    }
  }
}
