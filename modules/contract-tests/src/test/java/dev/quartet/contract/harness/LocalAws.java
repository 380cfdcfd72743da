package dev.quartet.contract.harness;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** S3 and DynamoDB behind one endpoint, in a process of its own, with nothing stored at first. */
public final class LocalAws implements AutoCloseable {

  private static final String READY = "local-aws is ready: ";
  private static final Pattern URL = Pattern.compile("http://[^\\s,;)\"]+");

  private final ManagedProcess process;
  private final URI endpoint;

  private LocalAws(ManagedProcess process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static LocalAws start(Path log) {
    ManagedProcess process =
        ManagedProcess.start(
            "local-aws",
            List.of(
                Tools.java(),
                "-jar",
                Artifacts.localAws().toString(),
                "--port",
                "0",
                "--exit-with-parent"),
            Map.of(),
            log,
            line -> line.startsWith(READY));
    try {
      String line = process.awaitLine(Duration.ofSeconds(60));
      Matcher url = URL.matcher(line);
      if (!url.find()) {
        throw new IllegalStateException("local-aws names no endpoint in its ready line: " + line);
      }
      return new LocalAws(process, URI.create(url.group()));
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  /** What turns a target's AWS clients to this endpoint. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL",
        endpoint.toString(),
        "AWS_REGION",
        "us-east-1",
        "AWS_ACCESS_KEY_ID",
        "local",
        "AWS_SECRET_ACCESS_KEY",
        "local");
  }

  /** Every call to the service fails with 503 until the answer is closed. */
  public Fault failing(Service service) {
    return fault(
        """
        {"service": "%s", "failureRate": 1, "status": 503}"""
            .formatted(service.id()));
  }

  /** Every call to the service takes that much longer until the answer is closed. */
  public Fault delayed(Service service, Duration delay) {
    return fault(
        """
        {"service": "%s", "delayMillis": %d}"""
            .formatted(service.id(), delay.toMillis()));
  }

  private Fault fault(String json) {
    expectSuccess(
        HttpRequest.newBuilder(faults())
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
    return () -> expectSuccess(HttpRequest.newBuilder(faults()).DELETE());
  }

  private URI faults() {
    return endpoint.resolve("/_quartet/faults");
  }

  private static void expectSuccess(HttpRequest.Builder request) {
    Answer answer = Http.send(request);
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException("local-aws did not take the fault: " + answer);
    }
  }

  @Override
  public void close() {
    process.close();
  }

  /** The stores by the names that faults are set for. */
  public enum Service {
    S3("s3"),
    DYNAMODB("dynamodb");

    private final String id;

    Service(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  /** A fault in a store, over when it is closed. */
  @FunctionalInterface
  public interface Fault extends AutoCloseable {
    @Override
    void close();
  }
}
