package dev.quartet.loadtest.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.quartet.loadtest.analysis.AnalysisSettings;
import dev.quartet.loadtest.arm.Arm;
import dev.quartet.loadtest.arm.Availability;
import dev.quartet.loadtest.arm.Footprint;
import dev.quartet.loadtest.arm.RunningArm;
import dev.quartet.loadtest.cost.Architecture;
import dev.quartet.loadtest.cost.CostAssumptions;
import dev.quartet.loadtest.cost.Gateway;
import dev.quartet.loadtest.json.CheckedJson;
import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.load.LoadGenerator;
import dev.quartet.loadtest.load.LoadLimits;
import dev.quartet.loadtest.load.Samples;
import dev.quartet.loadtest.load.Scenario;
import dev.quartet.loadtest.load.TestServer;
import dev.quartet.loadtest.load.UuidScenario;
import dev.quartet.loadtest.measure.ColdStart;
import dev.quartet.loadtest.measure.Machine;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.record.RecordedRun;
import dev.quartet.loadtest.record.Results;
import dev.quartet.loadtest.record.RunJournal;
import dev.quartet.loadtest.record.StoreDelays;
import dev.quartet.loadtest.report.ResultsText;
import dev.quartet.loadtest.report.RunFolder;
import dev.quartet.loadtest.report.RunReport;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonTest {
  private static final Plan PLAN =
      new Plan(
          42,
          100,
          false,
          Duration.ofMillis(400),
          3,
          Duration.ofMillis(100),
          2,
          Duration.ZERO,
          Limits.likeLambda(1_769),
          8,
          "uuid",
          new StoreDelays(15, 4),
          new LoadLimits(Duration.ofSeconds(10), 1_000, Duration.ofSeconds(10)),
          Optional.empty());

  private static final AnalysisSettings SETTINGS =
      new AnalysisSettings(
          null,
          new CostAssumptions(
              "us-east-1", Architecture.X86, Gateway.FUNCTION_URL, 0.5, 1, 300, 400, 5),
          200,
          1);

  private final Path results;
  private RunFolder folder;
  private StopRule stopRule = Optional::empty;
  private final List<String> uuids = Collections.synchronizedList(new ArrayList<>());

  ComparisonTest(@TempDir Path results) throws IOException {
    this.results = results;
    this.folder = RunFolder.create(results);
  }

  @Test
  void oneArmsFailuresVoidItsBlocksAndLeaveTheOthersAlone() throws Exception {
    try (TestServer good = echoingUuids();
        TestServer bad = TestServer.answering(500, "out of order")) {
      Results results = run(PLAN, new FixedArm("good", good), new FixedArm("bad", bad));
      Results.FunctionResult right = function(results, "good", "uuid");
      assertThat(right.voidBlocks()).isZero();
      assertThat(right.counted()).isEqualTo(right.requests()).isPositive();
      Results.FunctionResult wrong = function(results, "bad", "uuid");
      assertThat(wrong.voidBlocks()).isEqualTo(wrong.blocks()).isEqualTo(3);
      assertThat(wrong.errors()).isEqualTo(wrong.requests()).isEqualTo(right.requests());
      assertThat(wrong.p50Millis()).isNull();
      assertThat(ResultsText.of(results))
          .contains("3 of 3")
          .containsPattern(
              "Void: block 1, bad, uuid: \\d+ of \\d+ wrong status; first: wrong status: status 500")
          .doesNotContain("Void: block 1, good");
    }
  }

  @Test
  void everyFunctionIsListedForEveryArmAndOneThatAnArmCantAnswerIsVoidThereWithItsReason()
      throws Exception {
    try (TestServer whole = echoingUuids();
        TestServer part =
            new TestServer(
                request -> {
                  if ("/plain".equals(request.path())) {
                    request.response().setStatusCode(503).end("no bucket");
                  } else {
                    answerUuid(request);
                  }
                })) {
      Results results =
          run(
              PLAN,
              List.of(new UuidScenario(1_700_000_000_000L), new PlainScenario()),
              new FixedArm("whole", whole),
              new FixedArm("part", part));
      assertThat(ResultsText.of(results).lines().filter(line -> line.matches("(whole|part) .*")))
          .extracting(line -> line.split("\\s+")[0] + " " + line.split("\\s+")[1])
          .containsExactly("whole uuid", "whole plain", "part uuid", "part plain");
      assertThat(function(results, "whole", "plain").voidBlocks()).isZero();
      assertThat(function(results, "part", "uuid").voidBlocks()).isZero();
      assertThat(function(results, "part", "plain").voidBlocks()).isEqualTo(3);
      assertThat(ResultsText.of(results))
          .contains("Cold starts by uuid.")
          .containsPattern(
              "Void: block 1, part, plain: .*; first: wrong status: status 503: no bucket");
      new RunReport(folder.path()).write();
      assertThat(Files.readString(folder.path().resolve("report.html")))
          .contains("Requests to plain", "anything; always right", "plain: p50 block by block");
    }
  }

  @Test
  void anArmIsNotAskedForAFunctionThatItHasNot() throws Exception {
    try (TestServer server = echoingUuids()) {
      Results results =
          run(
              PLAN,
              List.of(new UuidScenario(1_700_000_000_000L), new PlainScenario()),
              new ArmOf("one", server, "uuid"));
      assertThat(results.arms().getFirst().functions())
          .extracting(Results.FunctionResult::function)
          .containsExactly("uuid");
      assertThat(results.windows()).hasSize(3).allMatch(window -> window.voidReasons().isEmpty());
      assertThat(results.settings().storeDelays()).isEqualTo(new StoreDelays(15, 4));
    }
  }

  @Test
  void anArmWithoutTheFunctionOfStartsHasNoneAndSaysSo() throws Exception {
    try (TestServer server = echoingUuids()) {
      ArmOf part = new ArmOf("part", server, "plain");
      Results results =
          run(
              PLAN,
              List.of(new UuidScenario(1_700_000_000_000L), new PlainScenario()),
              new FixedArm("whole", server),
              part,
              new ArmOf("other", server, "predict"));
      assertThat(results.arms())
          .extracting(Results.ArmResult::arm)
          .containsExactly("whole", "part");
      assertThat(results.arms().getFirst().coldStarts()).isNotEmpty();
      assertThat(results.arms().getLast().coldStarts()).isEmpty();
      assertThat(ResultsText.of(results))
          .contains("no cold starts: they are by uuid, which it has not; --function names another");
      assertThat(function(results, "part", "plain").voidBlocks()).isZero();
      assertThat(results.skipped())
          .containsExactly(
              new Results.SkippedArm("other", "it has none of the functions that are compared"));
    }
  }

  @Test
  void everyArmOfABlockMeetsTheSameArrivalsAndWritesItsOwnRecords() throws Exception {
    try (TestServer one = echoingUuids();
        TestServer other = echoingUuids()) {
      run(PLAN, new FixedArm("one", one), new FixedArm("other", other));
      RecordedRun run = RecordedRun.read(folder.path());
      assertThat(intended(run, 1, "one")).isEqualTo(intended(run, 1, "other")).isNotEmpty();
      assertThat(intended(run, 2, "one")).isNotEqualTo(intended(run, 1, "one"));
      assertThat(uuids).doesNotHaveDuplicates().isNotEmpty();
    }
  }

  @Test
  void theSameSeedGivesTheSameOrder() throws Exception {
    Plan long10 = with(PLAN, 12, Duration.ofMillis(20));
    try (TestServer server = echoingUuids()) {
      Arm[] arms = {
        new FixedArm("a", server), new FixedArm("b", server), new FixedArm("c", server)
      };
      List<List<String>> first = run(long10, arms).order();
      assertThat(run(long10, arms).order()).isEqualTo(first);
      assertThat(first)
          .allSatisfy(order -> assertThat(order).containsExactlyInAnyOrder("a", "b", "c"));
      assertThat(first.stream().distinct().count()).isGreaterThan(1);
    }
  }

  @Test
  void anArmThatIsMissingIsSkippedWithItsReasonAndTheOthersRun() throws Exception {
    try (TestServer server = echoingUuids()) {
      Results results =
          run(
              PLAN,
              new FixedArm("here", server),
              new FixedArm("gone", server) {
                @Override
                public Availability prepare() {
                  return Availability.missing("its engine is missing; install it");
                }
              },
              new FixedArm("broken", server) {
                @Override
                public RunningArm start() throws IOException {
                  throw new IOException("exit code 1");
                }
              });
      assertThat(results.arms()).extracting(Results.ArmResult::arm).containsExactly("here");
      assertThat(ResultsText.of(results))
          .contains("Skipped: gone: its engine is missing; install it")
          .contains("Skipped: broken: it did not start: exit code 1");
    }
  }

  @Test
  void aBudgetThatIsUsedUpEndsTheRunAndIsSaid() throws Exception {
    Plan brief =
        new Plan(
            1,
            100,
            true,
            Duration.ofMillis(100),
            50,
            Duration.ZERO,
            0,
            Duration.ofMillis(1),
            PLAN.limits(),
            1,
            PLAN.startFunction(),
            PLAN.storeDelays(),
            PLAN.load(),
            Optional.empty());
    try (TestServer server = echoingUuids()) {
      Results results = run(brief, new FixedArm("here", server));
      assertThat(results.ended()).contains("was used up after").endsWith("of 50 blocks");
      assertThat(results.order().size()).isLessThan(50);
    }
  }

  @Test
  void coldStartsAreForcedAsOftenAsAskedAndTheirMedianIsReported() throws Exception {
    try (TestServer server = echoingUuids()) {
      FixedArm arm = new FixedArm("here", server);
      Results results = run(PLAN, arm);
      assertThat(arm.coldStarts).hasValue(2);
      assertThat(results.arms().getFirst().coldStartMedianMillis()).isEqualTo(150.0);
      assertThat(results.arms().getFirst().initMedianMillis()).isEqualTo(75.0);
      assertThat(arm.closed).hasValue(1);
    }
  }

  @Test
  void resultsAndReportHoldTheSameFigures() throws Exception {
    try (TestServer server = echoingUuids()) {
      Results results = run(PLAN, new FixedArm("<here>", server));
      new RunReport(folder.path()).write();
      JsonNode json = new ObjectMapper().readTree(folder.path().resolve("summary.json").toFile());
      JsonNode function = json.path("arms").get(0).path("functions").get(0);
      assertThat(function.path("p99Millis").asDouble())
          .isEqualTo(results.arms().getFirst().functions().getFirst().p99Millis());
      assertThat(json.path("windows")).hasSize(3);
      assertThat(json.path("windows").get(0).path("storeCounters").path("puts").asInt())
          .isEqualTo(7);
      String html = Files.readString(folder.path().resolve("report.html"));
      String row =
          ResultsText.of(results)
              .lines()
              .filter(line -> line.startsWith("<here>"))
              .findFirst()
              .orElseThrow();
      assertThat(html)
          .contains("&lt;here&gt;")
          .doesNotContain("<here>")
          .doesNotContain("src=\"http");
      for (String cell : row.strip().split("\\s{2,}")) {
        assertThat(html)
            .contains("<td>" + cell.replace("<", "&lt;").replace(">", "&gt;") + "</td>");
      }
    }
  }

  @Test
  void theReportMadeAgainHasTheSameFigures() throws Exception {
    try (TestServer server = echoingUuids();
        TestServer other = echoingUuids()) {
      run(PLAN, new FixedArm("one", server), new FixedArm("other", other));
      Path summary = folder.path().resolve("summary.json");
      new RunReport(folder.path()).write();
      String first = Files.readString(summary);
      Files.delete(summary);
      new RunReport(folder.path()).write();
      assertThat(Files.readString(summary)).isEqualTo(first);
      assertThat(
              CheckedJson.schema("summary.schema.json")
                  .validate(new ObjectMapper().readTree(first)))
          .isEmpty();
    }
  }

  @Test
  void aRunThatWasCutOffIsReportedAsFarAsItCame() throws Exception {
    try (TestServer server = echoingUuids()) {
      run(PLAN, new FixedArm("here", server));
      Path events = folder.path().resolve("run.jsonl");
      List<String> lines = Files.readAllLines(events);
      int secondBlock =
          lines.indexOf(
              lines.stream()
                  .filter(line -> line.contains("\"event\":\"blockEnded\",\"block\":2"))
                  .findFirst()
                  .orElseThrow());
      String half = lines.get(secondBlock + 1).substring(0, 40);
      Files.writeString(events, String.join("\n", lines.subList(0, secondBlock + 1)) + "\n" + half);

      Results results = new RunReport(folder.path()).write().results();

      assertThat(results.ended()).isEqualTo("cut off after 2 of 3 blocks");
      assertThat(function(results, "here", "uuid").blocks()).isEqualTo(2);
      assertThat(Files.readString(folder.path().resolve("report.html")))
          .contains("cut off after 2 of 3 blocks");
    }
  }

  @Test
  void anArmThatDiesInTheMiddleIsNamedAndTheOthersStand() throws Exception {
    AtomicInteger answers = new AtomicInteger();
    try (TestServer whole = echoingUuids();
        TestServer dying =
            new TestServer(
                request -> {
                  if (answers.incrementAndGet() > 60) {
                    request.connection().close();
                  } else {
                    answerUuid(request);
                  }
                })) {
      Results results = run(PLAN, new FixedArm("whole", whole), new FixedArm("dying", dying));
      assertThat(function(results, "whole", "uuid").voidBlocks()).isZero();
      Results.FunctionResult dead = function(results, "dying", "uuid");
      assertThat(dead.voidBlocks()).isBetween(1, 3);
      assertThat(ResultsText.of(results)).containsPattern("Void: block \\d, dying, uuid: ");
    }
  }

  private TestServer echoingUuids() {
    return new TestServer(this::answerUuid);
  }

  private void answerUuid(HttpServerRequest request) {
    request.body(
        body -> {
          String id = new JsonObject(body.result()).getString("id", "");
          uuids.add(id);
          request
              .response()
              .end("{\"uuid\":\"%1$s\",\"bucket\":\"quartet\",\"key\":\"%1$s.txt\"}".formatted(id));
        });
  }

  private Results run(Plan plan, Arm... arms) throws IOException, InterruptedException {
    return run(plan, List.of(new UuidScenario(1_700_000_000_000L)), arms);
  }

  private Results run(Plan plan, List<Scenario> scenarios, Arm... arms)
      throws IOException, InterruptedException {
    RunFolder own = RunFolder.create(results);
    folder = own;
    RunReport report = new RunReport(own.path());
    report.settle(SETTINGS, RunReport.ownPrices(), RunReport.ownEnergy());
    try (LoadGenerator generator = new LoadGenerator()) {
      new Comparison(
              plan,
              scenarios,
              new FixedReadings(),
              generator,
              new RunJournal(own.path()),
              stopRule,
              (step, done, left) -> {})
          .run(
              "run",
              List.of(arms),
              new Machine("os", "arch", "cpu", 2, 0.5, "25", "abc"),
              Map.of(),
              List.of());
    }
    return RecordedRun.read(own.path()).results();
  }

  private static Plan with(Plan plan, int blocks, Duration duration) {
    return new Plan(
        plan.seed(),
        plan.ratePerSecond(),
        plan.evenArrivals(),
        duration,
        blocks,
        plan.warmUp(),
        0,
        plan.budget(),
        plan.limits(),
        plan.environments(),
        plan.startFunction(),
        plan.storeDelays(),
        plan.load(),
        plan.rateSweep());
  }

  private static Results.FunctionResult function(Results results, String arm, String function) {
    return results.arms().stream()
        .filter(result -> result.arm().equals(arm))
        .flatMap(result -> result.functions().stream())
        .filter(result -> result.function().equals(function))
        .findFirst()
        .orElseThrow();
  }

  private static List<Long> intended(RecordedRun run, int block, String arm) {
    List<Long> intended = new ArrayList<>();
    for (RecordedRun.LoadedSamples loaded : run.loaded()) {
      if (loaded.facts().block() == block && loaded.facts().arm().equals(arm)) {
        Samples samples = loaded.samples().orElseThrow();
        for (int i = 0; i < samples.size(); i++) {
          intended.add(samples.intendedNanos(i));
        }
      }
    }
    return intended;
  }

  private static final class PlainScenario implements Scenario {
    @Override
    public String function() {
      return "plain";
    }

    @Override
    public String description() {
      return "anything; always right";
    }

    @Override
    public boolean writesToStores() {
      return false;
    }

    @Override
    public List<Call> calls(long seed, int count) {
      return Collections.nCopies(
          count, new Call(Buffer.buffer("{\"id\":\"plain\"}"), body -> Optional.empty()));
    }
  }

  private static final class FixedReadings implements StoreReadings {
    @Override
    public OptionalDouble cpuSeconds() {
      return OptionalDouble.of(1.5);
    }

    @Override
    public JsonNode counters() {
      return JsonNodeFactory.instance.objectNode().put("puts", 7);
    }
  }

  /** Has one function alone. */
  private static final class ArmOf extends FixedArm {
    private final String function;

    ArmOf(String name, TestServer server, String function) {
      super(name, server);
      this.function = function;
    }

    @Override
    public boolean serves(String other) {
      return function.equals(other);
    }
  }

  private static class FixedArm implements Arm {
    private final String name;
    private final TestServer server;
    private final AtomicInteger coldStarts = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    FixedArm(String name, TestServer server) {
      this.name = name;
      this.server = server;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Availability prepare() {
      return Availability.ready();
    }

    @Override
    public RunningArm start() throws IOException {
      return new RunningArm() {
        @Override
        public URI url(String function) {
          return server.url("/" + function);
        }

        @Override
        public Optional<ColdStart> coldStart() {
          int millis = coldStarts.incrementAndGet() * 100;
          return Optional.of(new ColdStart(millis, OptionalDouble.of(millis / 2.0)));
        }

        @Override
        public Footprint footprint() {
          return new Footprint(OptionalDouble.of(64), 1);
        }

        @Override
        public List<String> remarks() {
          return List.of();
        }

        @Override
        public void close() {
          closed.incrementAndGet();
        }
      };
    }

    @Override
    public OptionalDouble artifactMegabytes() {
      return OptionalDouble.of(12);
    }

    @Override
    public String description() {
      return "a server of known behaviour";
    }
  }
}
