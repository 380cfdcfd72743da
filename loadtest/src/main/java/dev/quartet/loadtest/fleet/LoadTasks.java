package dev.quartet.loadtest.fleet;

import dev.quartet.loadtest.process.AtExit;
import dev.quartet.loadtest.terraform.LoadGeneratorTask;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Runs one scenario of {@code loadtest/k6} from several tasks, each with its segment of the load
 * (k6's execution segments), and brings their samples here.
 */
public final class LoadTasks implements AutoCloseable {
  private static final String SAMPLES = "samples.csv.gz";
  private static final String RESULTS = "/work/results/";
  private static final String TAKE = "take";

  /** k6's, when a threshold was crossed: the samples are whole. */
  private static final int THRESHOLD_CROSSED = 99;

  /** What a task may take beside its load: to be placed, to fetch its images, to hand in. */
  public static final Duration BESIDE_THE_LOAD = Duration.ofMinutes(10);

  private final LoadGeneratorTask task;
  private final Duration pause;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final EcsClient ecs;
  private final S3Client s3;

  /**
   * @param pause between two looks at the tasks
   */
  public LoadTasks(LoadGeneratorTask task, String region, Duration pause) {
    this.task = task;
    this.pause = pause;
    Region here = Region.of(region);
    this.ecs = EcsClient.builder().httpClient(http).region(here).build();
    this.s3 = S3Client.builder().httpClient(http).region(here).forcePathStyle(true).build();
  }

  /**
   * What is sent.
   *
   * @param function whose scenario it is
   * @param base the target's address, without the function's path
   * @param ratePerSecond of all tasks together
   */
  public record Load(String function, URI base, int ratePerSecond, int seconds) {}

  /**
   * Runs the load and puts the samples together.
   *
   * @param run its name in the bucket
   * @param folder where the samples are kept
   * @throws IOException when a task could not be started or did not end well, or AWS refuses
   */
  public MergedLoad run(String run, Load load, int tasks, Path folder)
      throws IOException, InterruptedException {
    List<String> started = Collections.synchronizedList(new ArrayList<>());
    // Ctrl-C ends this program, and must end what it started: tasks cost as long as they run.
    Runnable ending = () -> stop(started);
    AtExit.add(ending);
    try {
      for (int i = 0; i < tasks; i++) {
        started.add(start(run, load, i, tasks));
      }
      awaitEnd(started, Duration.ofSeconds(load.seconds()).plus(BESIDE_THE_LOAD));
      List<K6Samples> samples = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        samples.add(K6Samples.read(fetch(run, i, folder)));
      }
      return MergedLoad.of(samples);
    } catch (IOException | InterruptedException | RuntimeException e) {
      // Nobody waits for them any more, and they cost.
      stop(started);
      if (e instanceof SdkException) {
        throw new IOException("AWS refuses: " + e.getMessage(), e);
      }
      throw e;
    } finally {
      AtExit.remove(ending);
    }
  }

  private String start(String run, Load load, int number, int tasks) throws IOException {
    RunTaskResponse answer =
        ecs.runTask(
            request ->
                request
                    .cluster(task.clusterArn())
                    .taskDefinition(task.taskDefinitionArn())
                    .launchType(LaunchType.FARGATE)
                    .networkConfiguration(
                        network ->
                            network.awsvpcConfiguration(
                                vpc ->
                                    vpc.subnets(task.subnetIds())
                                        .securityGroups(task.securityGroupIds())
                                        .assignPublicIp(
                                            task.assignPublicIp()
                                                ? AssignPublicIp.ENABLED
                                                : AssignPublicIp.DISABLED)))
                    .overrides(
                        overrides ->
                            overrides.containerOverrides(
                                k6 ->
                                    k6.name(task.containerName())
                                        .environment(
                                            variable("BASE_URL", load.base().toString()),
                                            variable("RATE", "" + load.ratePerSecond()),
                                            variable("DURATION", load.seconds() + "s"))
                                        .command(command(load.function(), number, tasks)),
                                take ->
                                    take.name(TAKE)
                                        .environment(variable("RUN", part(run, number))))));
    if (answer.tasks().isEmpty()) {
      throw new IOException(
          "task "
              + number
              + " was not started: "
              + answer.failures().stream()
                  .map(failure -> String.valueOf(failure.reason()))
                  .collect(Collectors.joining(", ")));
    }
    return answer.tasks().getFirst().taskArn();
  }

  static List<String> command(String function, int number, int tasks) {
    String sequence =
        IntStream.rangeClosed(0, tasks)
            .mapToObj(i -> border(i, tasks))
            .collect(Collectors.joining(","));
    return List.of(
        "run",
        "--execution-segment=" + border(number, tasks) + ":" + border(number + 1, tasks),
        "--execution-segment-sequence=" + sequence,
        "--summary-export=" + RESULTS + "summary.json",
        "--out=csv=" + RESULTS + SAMPLES,
        "/work/k6/" + function + ".js");
  }

  private static String border(int number, int tasks) {
    return number == 0 || number == tasks ? String.valueOf(number / tasks) : number + "/" + tasks;
  }

  private static KeyValuePair variable(String name, String value) {
    return KeyValuePair.builder().name(name).value(value).build();
  }

  private static String part(String run, int number) {
    return run + "/" + number;
  }

  private void awaitEnd(List<String> started, Duration patience)
      throws IOException, InterruptedException {
    long giveUpNanos = System.nanoTime() + patience.toNanos();
    while (true) {
      List<Task> now =
          ecs.describeTasks(request -> request.cluster(task.clusterArn()).tasks(started)).tasks();
      if (now.size() == started.size()
          && now.stream().allMatch(each -> "STOPPED".equals(each.lastStatus()))) {
        for (Task each : now) {
          requireGoodEnd(each);
        }
        return;
      }
      if (System.nanoTime() > giveUpNanos) {
        throw new IOException("the tasks had not ended after " + patience.toMinutes() + " min");
      }
      Thread.sleep(pause);
    }
  }

  private static void requireGoodEnd(Task ended) throws IOException {
    for (Container container : ended.containers()) {
      Integer code = container.exitCode();
      if (code == null || code != 0 && code != THRESHOLD_CROSSED) {
        throw new IOException(
            "%s of task %s ended with %s: %s"
                .formatted(
                    container.name(),
                    ended.taskArn(),
                    code == null ? "no code" : code,
                    container.reason() == null ? ended.stoppedReason() : container.reason()));
      }
    }
  }

  private Path fetch(String run, int number, Path folder) throws IOException {
    String prefix = task.resultsPrefix() + part(run, number) + "/";
    String key =
        s3
            .listObjectsV2Paginator(request -> request.bucket(task.resultsBucket()).prefix(prefix))
            .contents()
            .stream()
            .map(S3Object::key)
            .filter(each -> each.endsWith("/" + SAMPLES))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "s3://" + task.resultsBucket() + "/" + prefix + " has no " + SAMPLES));
    Path file = Files.createDirectories(folder).resolve("task-" + number + ".csv.gz");
    s3.getObject(request -> request.bucket(task.resultsBucket()).key(key), file);
    return file;
  }

  private void stop(List<String> started) {
    for (String arn : List.copyOf(started)) {
      try {
        ecs.stopTask(request -> request.cluster(task.clusterArn()).task(arn));
      } catch (SdkException e) {
        // Ended already, or AWS does not answer: the failure that led here is the one to tell.
        System.err.println("task " + arn + " could not be stopped: " + e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    ecs.close();
    s3.close();
    http.close();
  }
}
