package dev.quartet.contract.harness;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Invokes functions directly, by AWS's Invoke API. */
public final class Invocations {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final URI endpoint;

  Invocations(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Sends an event and waits for what the function answers. */
  public Invocation invoke(String function, String event) {
    return invoke(function, event.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes as the event and waits for what the function answers. */
  public Invocation invoke(String function, byte[] event) {
    return new Invocation(
        Http.send(
            HttpRequest.newBuilder(
                    URI.create(endpoint + "/2015-03-31/functions/" + function + "/invocations"))
                .timeout(LIMIT)
                .header("X-Amz-Invocation-Type", "RequestResponse")
                .POST(BodyPublishers.ofByteArray(event))));
  }
}
