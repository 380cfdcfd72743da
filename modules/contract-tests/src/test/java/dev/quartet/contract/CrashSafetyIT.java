package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Fresh;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.LocalAws;
import dev.quartet.contract.harness.OnlyOnLocal;
import dev.quartet.contract.harness.RunningTarget;
import dev.quartet.contract.harness.Stores;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@ContractTest
@OnlyOnLocal
final class CrashSafetyIT {

  private static final int REQUESTS = 1_000;
  private static final int CLIENTS = 16;
  private static final int ANSWERED_BEFORE_THE_KILL = 300;

  private final Fresh fresh;

  CrashSafetyIT(Fresh fresh) {
    this.fresh = fresh;
  }

  @Test
  void aKillInTheMiddleOf1000RequestsLosesNothingAndDoublesNothing() throws Exception {
    List<String> ids = Stream.generate(Uuids::fresh).limit(REQUESTS).toList();
    try (LocalAws aws = fresh.startLocalAws();
        Stores stores = new Stores(aws.endpoint())) {
      Set<String> answered;
      try (RunningTarget app = fresh.start(aws)) {
        answered = sendAndKill(app, ids);
      }
      Set<String> failed = new LinkedHashSet<>(ids);
      failed.removeAll(answered);
      assertThat(answered).as("answered before the kill").isNotEmpty();
      assertThat(failed).as("failed by the kill").isNotEmpty();
      assertThat(stores.records()).as("no answer without a record").containsAll(answered);

      try (RunningTarget app = fresh.start(aws)) {
        retry(app.http(), failed);
      }

      assertThat(stores.records()).hasSize(REQUESTS).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(stores.objects(""))
          .containsExactlyInAnyOrderElementsOf(
              ids.stream().map(id -> id + ".txt").collect(Collectors.toSet()));
    }
  }

  /** The ids of the requests that were answered before the app was killed. */
  private static Set<String> sendAndKill(RunningTarget app, List<String> ids) throws Exception {
    Set<String> answered = ConcurrentHashMap.newKeySet();
    CountDownLatch middle = new CountDownLatch(ANSWERED_BEFORE_THE_KILL);
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<? extends Future<?>> calls =
          ids.stream()
              .map(id -> clients.submit(() -> send(app.http(), id, answered, middle)))
              .toList();
      middle.await();
      app.process().kill();
      for (Future<?> call : calls) {
        call.get();
      }
    }
    return answered;
  }

  private static void retry(Http http, Set<String> ids) throws Exception {
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Callable<Answer>> calls =
          ids.stream()
              .<Callable<Answer>>map(id -> () -> http.post("/uuid", Uuids.withId(id)))
              .toList();
      for (Future<Answer> call : clients.invokeAll(calls)) {
        assertThat(call.get().status()).as(call.get().toString()).isEqualTo(200);
      }
    }
  }

  private static void send(Http http, String id, Set<String> answered, CountDownLatch middle) {
    try {
      Answer answer = http.post("/uuid", Uuids.withId(id));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      answered.add(id);
    } catch (UncheckedIOException killed) {
      // Left out of the answered ones, so that it is retried.
      return;
    } finally {
      middle.countDown();
    }
  }
}
