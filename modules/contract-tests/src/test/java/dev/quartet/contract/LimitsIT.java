package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Fresh;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.LocalAws;
import dev.quartet.contract.harness.LocalAws.Fault;
import dev.quartet.contract.harness.LocalAws.Service;
import dev.quartet.contract.harness.OnlyOnServers;
import dev.quartet.contract.harness.RunningTarget;
import dev.quartet.contract.harness.Stores;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@ContractTest
@OnlyOnServers
final class LimitsIT {

  /** Far longer than the time limit, and shorter than the time-out of a store's client. */
  private static final Duration RECORD_TAKES = Duration.ofMillis(1500);

  private final Fresh fresh;
  private final LocalAws aws;
  private final Stores stores;

  LimitsIT(Fresh fresh, LocalAws aws, Stores stores) {
    this.fresh = fresh;
    this.aws = aws;
    this.stores = stores;
  }

  @Test
  void aFunctionThatTakesTooLongIsAnsweredFor() {
    try (RunningTarget target = fresh.startWith("QUARTET_HTTP_TIMEOUT_MILLIS", "300");
        Fault slow = aws.delayed(Service.DYNAMODB, RECORD_TAKES)) {
      Answer answer = target.http().postAsync("/uuid", "{}").join();

      Problem.in(answer, 503);
      assertThat(answer.json().get("title").asText()).isEqualTo("Timed out");
      assertThat(answer.header("Retry-After")).isPresent();
    }
  }

  @Test
  void aBatchThatTakesTooLongEndsAfterTheEventInFlight() throws InterruptedException {
    String inFlight = Uuids.fresh();
    String untried = Uuids.fresh();
    String batch =
        JsonNodeFactory.instance
            .arrayNode()
            .add(CloudEvent.with(inFlight))
            .add(CloudEvent.with(untried))
            .toString();
    try (RunningTarget target = fresh.startWith("QUARTET_HTTP_TIMEOUT_MILLIS", "300")) {
      try (Fault slow = aws.delayed(Service.DYNAMODB, RECORD_TAKES)) {
        Answer answer =
            Http.send(
                target
                    .http()
                    .to("/uuid")
                    .header("Content-Type", "application/cloudevents-batch+json")
                    .POST(BodyPublishers.ofString(batch)));

        Problem.in(answer, 503);
        assertThat(linesOnceThereIs("1 of the 2 events", target))
            .anySatisfy(line -> assertThat(line).contains("1 of the 2 events", "not tried"));
      }
      assertThat(stores.record(inFlight)).containsEntry("uuid", inFlight);
      Uuids.assertNotStored(untried, stores);
    }
  }

  @Test
  void moreRequestsThanAllowedAtOnceAreRefusedAndTheNextOnesServed() {
    try (RunningTarget target = fresh.startWith("QUARTET_HTTP_MAX_CONCURRENT_REQUESTS", "1")) {
      try (Fault slow = aws.delayed(Service.DYNAMODB, RECORD_TAKES)) {
        List<CompletableFuture<Answer>> calls =
            Stream.generate(() -> target.http().postAsync("/uuid", "{}")).limit(4).toList();
        List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
            .filteredOn(answer -> answer.status() != 200)
            .hasSize(3)
            .allSatisfy(
                answer -> {
                  Problem.in(answer, 503);
                  assertThat(answer.json().get("title").asText()).isEqualTo("Overloaded");
                  assertThat(answer.header("Retry-After")).isPresent();
                });
      }
      assertThat(target.http().postAsync("/uuid", "{}").join().status()).isEqualTo(200);
    }
  }

  @Test
  void aFailureIsLoggedAsJsonWithTheIdOfItsRequest() throws InterruptedException {
    try (RunningTarget target = fresh.startWith("QUARTET_AWS_ATTEMPTS", "1");
        Fault broken = aws.failing(Service.S3)) {
      Http.send(
          target
              .http()
              .to("/uuid")
              .header("X-Request-Id", "contract-log-1")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{}")));

      assertThat(linesOnceThereIs("contract-log-1", target))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("{")
                      .contains("\"requestId\":\"contract-log-1\"", "\"level\":\"ERROR\""));
    }
  }

  /** What is logged comes through the engine and a pipe, and may come after the answer. */
  private static List<String> linesOnceThereIs(String text, RunningTarget target)
      throws InterruptedException {
    Instant deadline = Instant.now().plusSeconds(10);
    List<String> lines = target.process().lastLines();
    while (lines.stream().noneMatch(line -> line.contains(text))
        && Instant.now().isBefore(deadline)) {
      Thread.sleep(20);
      lines = target.process().lastLines();
    }
    return lines;
  }
}
