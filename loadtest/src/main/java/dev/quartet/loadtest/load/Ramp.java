package dev.quartet.loadtest.load;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The gentle beginning of a warm-up: one call alone, then two at once, then four and so on, each
 * step when the one before was answered. So execution environments start a few at a time; all at
 * once, on a small machine, they would keep each other from starting. Never for a measurement.
 */
public final class Ramp {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** How many calls {@link #climb} sends up to {@code mostAtOnce}. */
  public static int calls(int mostAtOnce) {
    int calls = 0;
    for (int atOnce : steps(mostAtOnce)) {
      calls += atOnce;
    }
    return calls;
  }

  private static List<Integer> steps(int mostAtOnce) {
    List<Integer> steps = new ArrayList<>();
    for (int atOnce = 1; atOnce < mostAtOnce; atOnce *= 2) {
      steps.add(atOnce);
    }
    steps.add(mostAtOnce);
    return steps;
  }

  /**
   * Sends {@code calls} in steps up to {@code mostAtOnce} at once; stops at a step that failed.
   *
   * @param calls as many as {@link #calls} says
   * @return what went wrong, empty when all calls were answered rightly
   */
  public List<String> climb(URI target, List<Call> calls, int mostAtOnce)
      throws InterruptedException {
    List<String> problems = new ArrayList<>();
    int from = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int atOnce : steps(mostAtOnce)) {
        List<Future<Optional<String>>> answers = new ArrayList<>();
        for (Call call : calls.subList(from, from + atOnce)) {
          answers.add(threads.submit(() -> problemOf(target, call)));
        }
        for (Future<Optional<String>> answer : answers) {
          answer.get().ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
          break;
        }
        from += atOnce;
      }
    } catch (ExecutionException e) {
      problems.add(String.valueOf(e.getCause()));
    }
    return problems;
  }

  private Optional<String> problemOf(URI target, Call call) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(DEADLINE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(call.body().getBytes()));
    call.headers().forEach(request::header);
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return response.statusCode() == call.status()
          ? call.check().problemOf(Buffer.buffer(response.body()))
          : Optional.of("status " + response.statusCode() + ": " + Buffer.buffer(response.body()));
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }
}
