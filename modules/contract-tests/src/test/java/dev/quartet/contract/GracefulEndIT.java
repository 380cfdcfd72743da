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

  /** Longer than it takes to notice the request, and shorter than a store's time-out. */
  private static final Duration IN_FLIGHT = Duration.ofMillis(1500);

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
        Fault slow = aws.delayed(Service.S3, IN_FLIGHT)) {
      String id = Uuids.fresh();
      CompletableFuture<Answer> call = target.http().postAsync("/uuid", Uuids.withId(id));
      Thread.sleep(IN_FLIGHT.dividedBy(3));
      assertThat(call).as("the request is still in flight").isNotDone();

      target.process().terminate();

      Answer answer = call.join();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(Uuids.assertStored(answer.json(), stores)).isEqualTo(id);
      assertThat(target.process().ended(LIMIT)).as("ends after the last answer").isTrue();
    }
  }
}
