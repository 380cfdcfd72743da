package dev.quartet.loadtest.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.loadtest.process.ChildProcess;
import dev.quartet.loadtest.process.ProcessFacts;
import dev.quartet.loadtest.record.StoreDelays;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** S3 and DynamoDB for all arms: one lean local-aws in a process of its own. */
public final class Stores implements StoreReadings, AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Pattern URL = Pattern.compile("http://[^\\s,/]+:(\\d+)");

  private final ChildProcess process;
  private final URI endpoint;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Stores(ChildProcess process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts the stores and returns when they serve.
   *
   * @throws IOException when the jar is missing or doesn't start
   */
  public static Stores start(Path root, Path java, Path logFolder)
      throws IOException, InterruptedException {
    Path jar = root.resolve("modules/local-aws/target/local-aws.jar");
    if (!Files.isRegularFile(jar)) {
      throw new IOException(root.relativize(jar) + " is missing; build it with ./mvnw package");
    }
    ChildProcess process =
        ChildProcess.start(
            "local-aws",
            List.of(
                java.toString(),
                "-jar",
                jar.toString(),
                "--lean",
                "--port",
                "0",
                "--exit-with-parent"),
            Map.of(),
            logFolder.resolve("local-aws.log"));
    try {
      String ready = process.awaitLine("local-aws is ready: ", READY);
      Matcher matcher = URL.matcher(ready);
      if (!matcher.find()) {
        throw new IOException("local-aws' line doesn't name its address: " + ready);
      }
      return new Stores(process, URI.create("http://127.0.0.1:" + matcher.group(1)));
    } catch (IOException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  /** Makes every answer of the stores take longer. */
  public void delay(StoreDelays delays) throws IOException, InterruptedException {
    delay("s3", delays.s3Millis());
    delay("dynamodb", delays.dynamoDbMillis());
  }

  private void delay(String service, long millis) throws IOException, InterruptedException {
    if (millis == 0) {
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/_quartet/faults"))
            .timeout(ANSWER)
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    "{\"service\":\"%s\",\"delayMillis\":%d}".formatted(service, millis)))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("local-aws took no delay of " + service + ": " + response.body());
    }
  }

  /** The variables that turn a target to these stores. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", endpoint.toString(),
        "AWS_REGION", "us-east-1",
        "AWS_ACCESS_KEY_ID", "quartet",
        "AWS_SECRET_ACCESS_KEY", "quartet");
  }

  @Override
  public JsonNode counters() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/_quartet/counters")).timeout(ANSWER).build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(
          "local-aws answered " + response.statusCode() + " to GET " + request.uri());
    }
    return new ObjectMapper().readTree(response.body());
  }

  @Override
  public OptionalDouble cpuSeconds() {
    return ProcessFacts.cpuSeconds(process.pid());
  }

  @Override
  public void close() {
    process.close();
  }
}
