package dev.quartet.extension.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EndedTest {

  private final List<String> told = new ArrayList<>();

  @Test
  void anOutputIsWrittenAfterTheEndIsTold() {
    byte[] json = ended(Uni.createFrom().item("a")).await().indefinitely();

    assertThat(json).isEqualTo("a".getBytes(StandardCharsets.UTF_8));
    assertThat(told).containsExactly("end", "write a");
  }

  @Test
  void aFailureEndsTheCallToo() {
    Uni<byte[]> ended = ended(Uni.createFrom().failure(new IllegalStateException("no")));

    assertThatThrownBy(() -> ended.await().indefinitely()).hasMessage("no");
    assertThat(told).containsExactly("end");
  }

  @Test
  void anOutputThatCannotBeWrittenIsAFailure() {
    Uni<byte[]> ended =
        new Ended(
            Uni.createFrom().item("a"),
            () -> told.add("end"),
            _ -> {
              throw new IllegalStateException("not JSON");
            });

    assertThatThrownBy(() -> ended.await().indefinitely()).hasMessage("not JSON");
    assertThat(told).containsExactly("end");
  }

  @Test
  void cancellationEndsTheCallOnceAndReachesTheFunction() {
    AtomicReference<UniEmitter<? super Object>> function = new AtomicReference<>();
    AtomicBoolean cancelled = new AtomicBoolean();
    UniAssertSubscriber<byte[]> caller =
        ended(
                Uni.createFrom()
                    .emitter(
                        emitter -> {
                          function.set(emitter);
                          emitter.onTermination(() -> cancelled.set(true));
                        }))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());

    caller.cancel();
    caller.cancel();
    function.get().complete("late");

    assertThat(cancelled).isTrue();
    assertThat(told).containsExactly("end");
    caller.assertNotTerminated();
  }

  private Uni<byte[]> ended(Uni<?> output) {
    return new Ended(
        output,
        () -> told.add("end"),
        item -> {
          told.add("write " + item);
          return String.valueOf(item).getBytes(StandardCharsets.UTF_8);
        });
  }
}
