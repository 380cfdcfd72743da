package dev.quartet.extension.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.extension.BesideStart;
import io.quarkus.runtime.RuntimeValue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BesideStartRecorderTest {

  private final CompletableFuture<Thread> ran = new CompletableFuture<>();

  @Test
  void theWorkIsDoneOnAnotherThreadWhichKeepsNoProcessAlive() throws Exception {
    begin(() -> ran.complete(Thread.currentThread()));

    Thread thread = ran.get(10, TimeUnit.SECONDS);
    assertThat(thread).isNotSameAs(Thread.currentThread());
    assertThat(thread.isDaemon()).isTrue();
  }

  @Test
  void aFailureIsLeftToWhoeverNeedsTheResult() throws Exception {
    CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
    begin(
        () -> {
          Thread.currentThread()
              .setUncaughtExceptionHandler((_, failure) -> uncaught.complete(failure));
          ran.complete(Thread.currentThread());
          throw new UnsatisfiedLinkError("no such library");
        });

    ran.get(10, TimeUnit.SECONDS).join(10_000);
    assertThat(uncaught).isNotDone();
  }

  private static void begin(BesideStart work) {
    new BesideStartRecorder().begin(new RuntimeValue<>(work));
  }
}
