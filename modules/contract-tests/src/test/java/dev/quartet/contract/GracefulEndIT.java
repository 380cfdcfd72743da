package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Fresh;
import dev.quartet.contract.harness.LocalAws;
import dev.quartet.contract.harness.LocalAws.Fault;
import dev.quartet.contract.harness.LocalAws.Service;
import dev.quartet.contract.harness.OnlyOnServers;
import dev.quartet.contract.harness.RunningTarget;
import dev.quartet.contract.harness.Stores;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@ContractTest
@OnlyOnServers
final class GracefulEndIT {

  /** Longer than it takes to ask for the end, and shorter than the time-out of a store's client. */
  private static final Duration RECORD_TAKES = Duration.ofMillis(1500);

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Fresh fresh;
  private final LocalAws aws;
  private final Stores stores;

  GracefulEndIT(Fresh fresh, LocalAws aws, Stores stores) {
    this.fresh = fresh;
    this.aws = aws;
    this.stores = stores;
  }

  @Test
  void aRequestInFlightIsAnsweredBeforeTheEnd() throws InterruptedException {
    try (RunningTarget target = fresh.start();
        Fault slow = aws.delayed(Service.DYNAMODB, RECORD_TAKES)) {
      String id = Uuids.fresh();
      CompletableFuture<Answer> call = target.http().postAsync("/uuid", Uuids.withId(id));
      awaitObject(id);
      assertThat(call).as("the request is still in flight").isNotDone();

      target.process().terminate();

      Answer answer = call.join();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(Uuids.assertStored(answer.json(), stores)).isEqualTo(id);
      assertThat(target.process().ended(LIMIT)).as("ends after the last answer").isTrue();
    }
  }

  /** The object is written before the record: once it is there, the request is half done. */
  private void awaitObject(String id) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
    while (stores.object(id + ".txt").isEmpty()) {
      assertThat(System.nanoTime()).as("no object came").isLessThan(deadlineNanos);
      Thread.sleep(10);
    }
  }
}
