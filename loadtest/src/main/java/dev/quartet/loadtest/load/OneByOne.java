package dev.quartet.loadtest.load;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * Sends calls one after another, each when the one before was answered. Good for a gentle beginning
 * of a warm-up, which starts one execution environment and not as many as there are; never for a
 * measurement.
 */
public final class OneByOne {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Sends {@code calls} until they or the time are used up, and at least one.
   *
   * @param atMost begins no call after this time
   * @param deadline of each call
   * @return how many calls were answered rightly
   */
  public int send(URI target, List<Call> calls, Duration atMost, Duration deadline)
      throws InterruptedException {
    long endNanos = System.nanoTime() + atMost.toNanos();
    int right = 0;
    for (Call call : calls) {
      right += isAnsweredRightly(target, call, deadline) ? 1 : 0;
      if (System.nanoTime() > endNanos) {
        return right;
      }
    }
    return right;
  }

  private boolean isAnsweredRightly(URI target, Call call, Duration deadline)
      throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(deadline)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(call.body().getBytes()))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          && call.check().problemOf(Buffer.buffer(response.body())).isEmpty();
    } catch (IOException e) {
      // Counted as not right; the caller's open-loop part meets the same fault and tells it.
      return false;
    }
  }
}
