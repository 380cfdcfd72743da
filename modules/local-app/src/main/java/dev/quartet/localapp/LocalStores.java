package dev.quartet.localapp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * S3, DynamoDB and SQS for the app, in a process of their own that ends with it. Nothing is started
 * when an endpoint or a region is configured: then those stores are meant.
 */
final class LocalStores {

  private static final Logger LOG = Logger.getLogger(LocalStores.class);

  private static final List<String> VARIABLES =
      List.of(
          "AWS_ENDPOINT_URL",
          "AWS_REGION",
          "AWS_DEFAULT_REGION",
          "QUARKUS_S3_ENDPOINT_OVERRIDE",
          "QUARKUS_S3_AWS_REGION");
  private static final List<String> PROPERTIES =
      List.of(
          "aws.endpointUrl", "aws.region", "quarkus.s3.endpoint-override", "quarkus.s3.aws.region");

  private static final String READY = "local-aws is ready: ";

  static void startUnlessConfigured() {
    boolean configured =
        Stream.concat(
                VARIABLES.stream().map(System::getenv),
                PROPERTIES.stream().map(System::getProperty))
            .anyMatch(value -> value != null && !value.isBlank());
    if (configured) {
      return;
    }
    URI endpoint = endpoint();
    if (!answers(endpoint)) {
      start();
    }
    System.setProperty("aws.endpointUrl", endpoint.toString());
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "local");
    System.setProperty("aws.secretAccessKey", "local");
    LOG.infof("S3, DynamoDB and SQS are local: AWS_ENDPOINT_URL=%s", endpoint);
  }

  private static URI endpoint() {
    @Nullable String port = System.getenv("QUARTET_LOCAL_AWS_PORT");
    return URI.create("http://127.0.0.1:" + (port == null ? "4566" : port));
  }

  private static boolean answers(URI endpoint) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/_quartet/health"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      // Nobody listens there, which is the usual case.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking for local stores", e);
    }
  }

  private static void start() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder command =
        new ProcessBuilder(java.toString(), "-jar", jar().toString(), "--exit-with-parent")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = command.start();
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      @Nullable String line = output.readLine();
      if (line == null || !line.startsWith(READY)) {
        throw new IllegalStateException(
            "The local stores did not start. Set AWS_ENDPOINT_URL to use others.");
      }
      Thread.ofVirtual().start(() -> output.lines().forEach(System.out::println));
    } catch (IOException e) {
      throw new UncheckedIOException("The local stores can't be started", e);
    }
  }

  /** Beside the app's own jar; in dev mode the build says where. */
  private static Path jar() {
    @Nullable String configured = System.getProperty("local-aws.jar");
    Path jar =
        configured == null
            ? Path.of(System.getProperty("java.class.path"))
                .toAbsolutePath()
                .resolveSibling("local-aws/local-aws.jar")
            : Path.of(configured);
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "There are no local stores at "
              + jar
              + ". Build them with ./mvnw package -DskipTests, or set AWS_ENDPOINT_URL to others.");
    }
    return jar;
  }

  private LocalStores() {}
}
