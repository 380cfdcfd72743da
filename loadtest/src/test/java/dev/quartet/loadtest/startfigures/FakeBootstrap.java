package dev.quartet.loadtest.startfigures;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Stands in for a function: answers its event with the event and a variable, then asks for the
 * next.
 */
final class FakeBootstrap {
  private FakeBootstrap() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String base =
        "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest next = HttpRequest.newBuilder(URI.create(base + "next")).build();
    HttpResponse<String> event = client.send(next, HttpResponse.BodyHandlers.ofString());
    String id = event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
    String answer =
        event.body()
            + " "
            + System.getenv("QUARTET_FUNCTION")
            + " "
            + System.getenv("FROM_MANIFEST");
    client.send(
        HttpRequest.newBuilder(URI.create(base + id + "/response"))
            .POST(HttpRequest.BodyPublishers.ofString(answer))
            .build(),
        HttpResponse.BodyHandlers.discarding());
    client.send(next, HttpResponse.BodyHandlers.discarding());
  }
}
