package dev.quartet.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class LoadGeneratorTest {
  /**
   * So generous that a busy machine doesn't void a run; tests that need a tight limit set their
   * own.
   */
  private static final LoadLimits LIMITS =
      new LoadLimits(Duration.ofSeconds(20), 5_000, Duration.ofSeconds(20));

  private static final Call CALL =
      new Call(
          Buffer.buffer("{}"),
          body ->
              body.toString().equals("right")
                  ? Optional.empty()
                  : Optional.of("not right: " + body));

  @SuppressWarnings("NullAway.Init")
  private static LoadGenerator generator;

  @BeforeAll
  static void start() {
    generator = new LoadGenerator();
  }

  @AfterAll
  static void stop() {
    generator.close();
  }

  @Test
  void everyArrivalIsSentOnceAndCountedRight() throws Exception {
    AtomicInteger received = new AtomicInteger();
    try (TestServer server =
        new TestServer(
            request -> {
              received.incrementAndGet();
              request.response().end("right");
            })) {
      Samples samples =
          run(
              server.url("/predict"),
              ArrivalSchedule.poisson(1, 300, Duration.ofSeconds(1)),
              LIMITS);
      assertThat(samples.size()).isEqualTo(received.get()).isGreaterThan(200);
      assertThat(samples.errors()).isZero();
      assertThat(samples.voidReasons(LIMITS)).isEmpty();
      assertThat(samples.latencies().count()).isEqualTo(samples.size());
    }
  }

  @Test
  void latencyCountsFromTheIntendedStart() throws Exception {
    try (TestServer server = TestServer.answering(200, "right")) {
      Samples samples =
          run(server.url("/"), ArrivalSchedule.even(200, Duration.ofSeconds(1)), LIMITS);
      assertThat(IntStream.range(0, samples.size()))
          .allSatisfy(
              i -> {
                assertThat(samples.startNanos(i)).isGreaterThanOrEqualTo(samples.intendedNanos(i));
                assertThat(samples.endNanos(i)).isGreaterThan(samples.startNanos(i));
              });
      assertThat(samples.latencies().percentileMillis(50))
          .isGreaterThanOrEqualTo(samples.serviceTimes().percentileMillis(50));
    }
  }

  /**
   * 200 ms in each second, so about a fifth of the arrivals meet the stall, and most of those wait
   * for over 50 ms. A generator that waits for answers before it goes on would see one such request
   * in a stall, not a hundred.
   */
  @Test
  void aServerThatStallsOnceASecondShowsInThePercentiles() throws Exception {
    try (TestServer server = TestServer.answering(200, "right").stalling(200, 1_000)) {
      Samples samples =
          run(server.url("/"), ArrivalSchedule.even(500, Duration.ofSeconds(4)), LIMITS);
      long waited =
          IntStream.range(0, samples.size())
              .filter(i -> samples.endNanos(i) - samples.intendedNanos(i) > 50_000_000L)
              .count();
      assertThat(samples.errors()).isZero();
      assertThat(waited).isGreaterThan(samples.size() / 20);
      assertThat(samples.latencies().percentileMillis(99)).isGreaterThan(100);
    }
  }

  @Test
  void anotherStatusIsAnErrorAndVoidsTheRun() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (TestServer server =
        new TestServer(
            request ->
                request
                    .response()
                    .setStatusCode(count.incrementAndGet() % 10 == 0 ? 503 : 200)
                    .end("right"))) {
      Samples samples =
          run(server.url("/"), ArrivalSchedule.even(200, Duration.ofSeconds(1)), LIMITS);
      assertThat(samples.counts())
          .containsEntry(Outcome.WRONG_STATUS, 20)
          .containsEntry(Outcome.RIGHT, 180);
      assertThat(samples.voidReasons(LIMITS)).containsExactly("20 of 200 wrong status");
      assertThat(samples.problems()).first().asString().startsWith("wrong status: status 503");
    }
  }

  @Test
  void aCallWhoseRightAnswerIsEmptyIsHeldToStatus204() throws Exception {
    Call nothing =
        new Call(
            Buffer.buffer("{}"),
            204,
            body -> body.length() == 0 ? Optional.empty() : Optional.of("not empty"));
    try (TestServer right = TestServer.answering(204, "");
        TestServer wrong = TestServer.answering(200, "")) {
      ArrivalSchedule schedule = ArrivalSchedule.even(100, Duration.ofMillis(200));
      List<Call> calls = Collections.nCopies(schedule.size(), nothing);
      assertThat(generator.run(right.url("/"), schedule, calls, LIMITS).counts())
          .containsOnly(Map.entry(Outcome.RIGHT, 20));
      assertThat(generator.run(wrong.url("/"), schedule, calls, LIMITS).counts())
          .containsOnly(Map.entry(Outcome.WRONG_STATUS, 20));
    }
  }

  @Test
  void aWrongBodyIsAnErrorAlthoughTheStatusIs200() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (TestServer server =
        new TestServer(
            request -> request.response().end(count.incrementAndGet() == 50 ? "wrong" : "right"))) {
      Samples samples =
          run(server.url("/"), ArrivalSchedule.even(100, Duration.ofSeconds(1)), LIMITS);
      assertThat(samples.counts())
          .containsEntry(Outcome.WRONG_BODY, 1)
          .containsEntry(Outcome.RIGHT, 99);
      assertThat(samples.problems()).containsExactly("wrong body: not right: wrong");
    }
  }

  @Test
  void anAnswerThatNeverComesTimesOutAndTheRunEnds() throws Exception {
    try (TestServer server = new TestServer(request -> {})) {
      LoadLimits limits = new LoadLimits(Duration.ofMillis(300), 1_000, Duration.ofSeconds(20));
      Samples samples =
          run(server.url("/"), ArrivalSchedule.even(50, Duration.ofSeconds(1)), limits);
      assertThat(samples.counts()).containsOnly(Map.entry(Outcome.TIMED_OUT, 50));
      assertThat(samples.latencies().count()).isZero();
    }
  }

  @Test
  void arrivalsAboveTheCapAreNotSentAndVoidTheRun() throws Exception {
    try (TestServer server = new TestServer(request -> {})) {
      LoadLimits limits = new LoadLimits(Duration.ofSeconds(2), 10, Duration.ofSeconds(20));
      Samples samples =
          run(server.url("/"), ArrivalSchedule.even(50, Duration.ofSeconds(1)), limits);
      assertThat(samples.counts())
          .containsEntry(Outcome.TIMED_OUT, 10)
          .containsEntry(Outcome.NOT_SENT, 40);
      assertThat(samples.voidReasons(limits)).contains("40 of 50 over the cap in flight");
    }
  }

  @Test
  void aRefusedConnectionIsAnError() throws Exception {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0)) {
      closedPort = socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Samples samples =
        run(
            URI.create("http://127.0.0.1:" + closedPort + "/"),
            ArrivalSchedule.even(20, Duration.ofMillis(500)),
            LIMITS);
    assertThat(samples.counts()).containsOnly(Map.entry(Outcome.NO_CONNECTION, 10));
  }

  @Test
  void aGeneratorBehindItsScheduleVoidsTheRun() throws Exception {
    try (TestServer server = TestServer.answering(200, "right")) {
      // No generator starts every request at the very nanosecond that was meant.
      LoadLimits limits = new LoadLimits(Duration.ofSeconds(20), 1_000, Duration.ZERO);
      Samples samples =
          run(server.url("/"), ArrivalSchedule.even(100, Duration.ofMillis(500)), limits);
      assertThat(samples.voidReasons(limits))
          .singleElement()
          .asString()
          .startsWith("the generator started late (p99 ");
    }
  }

  private static Samples run(URI url, ArrivalSchedule schedule, LoadLimits limits)
      throws InterruptedException {
    List<Call> calls = Collections.nCopies(schedule.size(), CALL);
    return generator.run(url, schedule, calls, limits);
  }
}
