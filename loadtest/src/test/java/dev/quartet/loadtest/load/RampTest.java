package dev.quartet.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RampTest {
  private static final Call CALL = new Call(Buffer.buffer("{}"), body -> Optional.empty());

  @Test
  void doublesTheCallsAtOnceUpToTheMost() throws Exception {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger received = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (TestServer server =
        new TestServer(
            request -> {
              received.incrementAndGet();
              most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
              request.response().endHandler(unused -> inFlight.decrementAndGet()).end("right");
            })) {
      assertThat(climb(server, 5)).isEmpty();
      // 1 + 2 + 4 + 5
      assertThat(received).hasValue(12);
      assertThat(most.get()).isBetween(1, 5);
    }
  }

  @Test
  void stopsAtTheFirstStepThatFailsAndSaysWhy() throws Exception {
    AtomicInteger received = new AtomicInteger();
    try (TestServer server =
        new TestServer(
            request ->
                request
                    .response()
                    .setStatusCode(received.incrementAndGet() > 1 ? 429 : 200)
                    .end("too many"))) {
      assertThat(climb(server, 8)).containsExactly("status 429: too many", "status 429: too many");
      assertThat(received).hasValue(3);
    }
  }

  private static List<String> climb(TestServer server, int mostAtOnce) throws InterruptedException {
    return new Ramp()
        .climb(server.url("/"), Collections.nCopies(Ramp.calls(mostAtOnce), CALL), mostAtOnce);
  }
}
