package dev.quartet.loadtest.measure;

import dev.quartet.loadtest.load.Call;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Waits for a server's first correct answer to one call. */
public final class FirstAnswer {
  private static final long PAUSE_MILLIS = 2;
  private static final Duration WRONG_AT_MOST = Duration.ofSeconds(5);

  private final String function;
  private final Call call;
  private final Map<String, String> headers;
  private final Duration atMost;
  private final HttpClient client;

  /**
   * @param function the function that is called
   * @param call the call whose right answer counts
   * @param atMost how long to wait for it
   */
  public FirstAnswer(String function, Call call, Duration atMost) {
    this(function, call, Map.of("Content-Type", "application/json"), atMost);
  }

  /** As above, with the headers that the call needs. */
  public FirstAnswer(String function, Call call, Map<String, String> headers, Duration atMost) {
    this.function = function;
    this.call = call;
    this.headers = Map.copyOf(headers);
    this.atMost = atMost;
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /**
   * Asks until the answer is right, every two milliseconds at most; as long as nothing listens, by
   * a bare connect, which costs the starting process next to nothing.
   *
   * @param urls where the server has a function of a name
   * @param alive whether it still makes sense to wait
   * @return {@link System#nanoTime()} when the right answer was there
   * @throws IOException when there is none in time; the message holds the last thing that went
   *     wrong
   */
  public long await(Function<String, URI> urls, BooleanSupplier alive)
      throws IOException, InterruptedException {
    URI url = urls.apply(function);
    long giveUpNanos = System.nanoTime() + atMost.toNanos();
    long wrongUntilNanos = Long.MAX_VALUE;
    String problem = "nothing listens";
    while (System.nanoTime() < Math.min(giveUpNanos, wrongUntilNanos)) {
      if (!alive.getAsBoolean()) {
        throw new IOException("it ended before its first right answer");
      }
      if (listens(url)) {
        Optional<String> wrong = ask(url);
        long answeredNanos = System.nanoTime();
        if (wrong.isEmpty()) {
          return answeredNanos;
        }
        problem = wrong.get();
        // A server that is up and keeps answering wrongly won't get better.
        wrongUntilNanos = Math.min(wrongUntilNanos, answeredNanos + WRONG_AT_MOST.toNanos());
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new IOException("no right answer from " + url + " in time: " + problem);
  }

  /**
   * Sends the call once and says what is wrong with the answer; empty when it is right.
   *
   * @param urls where the server has a function of a name
   */
  public Optional<String> ask(Function<String, URI> urls) throws InterruptedException {
    return ask(urls.apply(function));
  }

  /** The function that is called. */
  public String function() {
    return function;
  }

  /** The call whose right answer counts. */
  public Call call() {
    return call;
  }

  private Optional<String> ask(URI url) throws InterruptedException {
    return ask(url, call);
  }

  /** Sends {@code made}, which the call was made into, once, and says what is wrong. */
  public Optional<String> ask(URI url, Call made) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(atMost)
            .POST(HttpRequest.BodyPublishers.ofByteArray(made.body().getBytes()));
    headers.forEach(request::header);
    made.headers().forEach(request::header);
    HttpResponse<byte[]> response;
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
    if (response.statusCode() != made.status()) {
      return Optional.of(
          "status "
              + response.statusCode()
              + ": "
              + new String(response.body(), StandardCharsets.UTF_8));
    }
    return made.check().problemOf(Buffer.buffer(response.body()));
  }

  private static boolean listens(URI url) {
    try (SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()))) {
      return channel.isConnected();
    } catch (IOException e) {
      // Refused: the server is not there yet, which is what the caller waits out.
      return false;
    }
  }
}
