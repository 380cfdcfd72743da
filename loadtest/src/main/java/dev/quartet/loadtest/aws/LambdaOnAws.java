package dev.quartet.loadtest.aws;

import dev.quartet.loadtest.arm.Arm;
import dev.quartet.loadtest.arm.Availability;
import dev.quartet.loadtest.arm.Deployment;
import dev.quartet.loadtest.arm.Footprint;
import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.arm.ReportLine;
import dev.quartet.loadtest.arm.RunningArm;
import dev.quartet.loadtest.arm.Usage;
import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.measure.ColdStart;
import dev.quartet.loadtest.measure.FirstAnswer;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.terraform.ProvisionedArm;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** The functions of one artifact on Lambda, by their Function URLs or their HTTP API. */
final class LambdaOnAws implements Arm {
  private static final String IAM = "AWS_IAM";
  private static final double BYTES_PER_MEGABYTE = 1_048_576;

  private final AwsAccount account;
  private final ProvisionedArm arm;
  private final boolean byHttpApi;
  private final FirstAnswer firstAnswer;
  private final Consumer<String> complaints;

  LambdaOnAws(
      AwsAccount account,
      ProvisionedArm arm,
      boolean byHttpApi,
      FirstAnswer firstAnswer,
      Consumer<String> complaints) {
    this.account = account;
    this.arm = arm;
    this.byHttpApi = byHttpApi;
    this.firstAnswer = firstAnswer;
    this.complaints = complaints;
  }

  @Override
  public String name() {
    return arm.name();
  }

  @Override
  public boolean serves(String function) {
    return arm.reachable(function, byHttpApi).isPresent();
  }

  private boolean isSigned(ProvisionedArm.Function function) {
    return byHttpApi || function.authorization().equals(IAM);
  }

  private ProvisionedArm.Function function(String name) {
    return arm.reachable(name, byHttpApi)
        .orElseThrow(() -> new IllegalArgumentException(arm.name() + " has no function " + name));
  }

  private ProvisionedArm.Function startFunction() {
    return function(firstAnswer.function());
  }

  @Override
  public Availability prepare() {
    String name = Objects.requireNonNull(startFunction().functionName());
    try {
      account.lambda().getFunctionConfiguration(request -> request.functionName(name));
      return Availability.ready();
    } catch (ResourceNotFoundException e) {
      return Availability.missing("Lambda has no function " + name + ": run terraform apply");
    } catch (SdkException e) {
      return Availability.missing("AWS can't be asked: " + e.getMessage());
    }
  }

  @Override
  public RunningArm start() throws IOException, InterruptedException {
    Running running = new Running();
    Optional<String> problem = running.ask();
    if (problem.isPresent()) {
      throw new IOException("no right answer: " + problem.get());
    }
    return running;
  }

  @Override
  public OptionalDouble artifactMegabytes() throws IOException {
    String name = Objects.requireNonNull(startFunction().functionName());
    try {
      return OptionalDouble.of(
          account
                  .lambda()
                  .getFunctionConfiguration(request -> request.functionName(name))
                  .codeSize()
              / BYTES_PER_MEGABYTE);
    } catch (SdkException e) {
      throw new IOException(name + " can't be asked for: " + e.getMessage(), e);
    }
  }

  @Override
  public String description() {
    return "Lambda on AWS by "
        + (byHttpApi ? "an HTTP API" : "Function URLs")
        + ", with the network to it; cold start: the first request after a change of the configuration, of which"
        + " init is a part; billed time and memory by the REPORT lines; artifact: the zip";
  }

  @Override
  public Deployment deployment() {
    return Deployment.onAws(Hosting.LAMBDA, Limits.likeLambda(startFunction().memoryMegabytes()));
  }

  private final class Running implements RunningArm {
    private final RequestSigner signer = account.signer(byHttpApi ? "execute-api" : "lambda");
    private final FreshVersions versions =
        new FreshVersions(account.lambda(), startFunction(), account.pause());
    private final Map<String, ReportLog> reports = new LinkedHashMap<>();

    /** How often each function was called, as far as its calls went through here. */
    private final Map<String, Integer> called = new HashMap<>();

    Running() {
      Instant now = Instant.now();
      for (ProvisionedArm.Function function : arm.functions()) {
        if (serves(function.name()) && function.logGroupName() != null) {
          reports.put(
              function.name(),
              new ReportLog(
                  account.logs(),
                  function.logGroupName(),
                  now,
                  account.pause(),
                  account.patience()));
        }
      }
    }

    @Override
    public URI url(String function) {
      return URI.create(function(function).address(byHttpApi).orElseThrow());
    }

    @Override
    public List<Call> made(String function, List<Call> calls) {
      called.merge(function, calls.size(), Integer::sum);
      if (!isSigned(function(function))) {
        return calls;
      }
      URI url = url(function);
      return calls.stream().map(call -> signer.signed(url, call)).toList();
    }

    Optional<String> ask() throws InterruptedException {
      String function = firstAnswer.function();
      Call call = made(function, List.of(firstAnswer.call())).getFirst();
      return firstAnswer.ask(url(function), call);
    }

    @Override
    public Optional<ColdStart> coldStart() throws IOException, InterruptedException {
      if (startFunction().provisionedConcurrency() > 0) {
        return Optional.empty();
      }
      versions.force();
      Instant asked = Instant.now();
      long startedNanos = System.nanoTime();
      Optional<String> problem = ask();
      double millis = (System.nanoTime() - startedNanos) / 1e6;
      if (problem.isPresent()) {
        throw new IOException("the first invocation was not answered rightly: " + problem.get());
      }
      ReportLog log = reports.get(firstAnswer.function());
      Optional<ReportLine> line = log == null ? Optional.empty() : log.initSince(asked);
      if (line.isEmpty()) {
        throw new IOException("no REPORT line with an Init Duration came: it was no cold start");
      }
      return Optional.of(new ColdStart(millis, line.get().initMillis()));
    }

    @Override
    public Footprint footprint() {
      OptionalDouble peak =
          reports.values().stream()
              .map(ReportLog::maxMemoryMegabytes)
              .filter(OptionalDouble::isPresent)
              .mapToDouble(OptionalDouble::getAsDouble)
              .max();
      return new Footprint(peak, reports.values().stream().mapToInt(ReportLog::environments).sum());
    }

    @Override
    public Usage usage() throws IOException, InterruptedException {
      double billedMillis = 0;
      int invocations = 0;
      for (Map.Entry<String, ReportLog> each : reports.entrySet()) {
        ReportLog log = each.getValue();
        log.readUntil(called.getOrDefault(each.getKey(), 0));
        billedMillis += log.billedMillis();
        invocations += log.invocations();
      }
      return new Usage(OptionalDouble.empty(), OptionalDouble.of(billedMillis), invocations);
    }

    @Override
    public List<String> remarks() {
      List<String> remarks = new ArrayList<>();
      if (startFunction().provisionedConcurrency() > 0) {
        remarks.add(
            startFunction().provisionedConcurrency()
                + " environments are provisioned: no cold starts are forced, and their price is not in the bill");
      }
      remarks.add("Lambda tells no CPU time: no energy by it");
      return remarks;
    }

    /** On a thread that nobody interrupts: Ctrl-C must not leave the function half put back. */
    @Override
    public void close() {
      boolean wasInterrupted = Thread.interrupted();
      Thread back = Thread.ofPlatform().name("put-back").start(this::putBack);
      while (back.isAlive()) {
        try {
          back.join();
        } catch (InterruptedException e) {
          wasInterrupted = true;
        }
      }
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private void putBack() {
      versions.close().forEach(complaints);
    }
  }
}
