import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes the context that the container image is built from: the app, a Java runtime of only the
 * modules it needs, ONNX Runtime's library, and the ahead-of-time cache (JEP 514). The cache comes
 * from a training run: the app starts here, answers both functions, some of it wrongly asked, and
 * ends. Run by the build as a source file, after the app is packaged:
 *
 * <pre>java ImageContext.java &lt;Containerfile&gt; &lt;build folder&gt; &lt;local-aws.jar&gt;</pre>
 */
final class ImageContext {

  /** What the app and its libraries use, by jdeps and by running the contract suite. */
  private static final String MODULES =
      String.join(
          ",",
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss",
          "java.security.sasl",
          "java.sql",
          "java.xml",
          "jdk.management",
          "jdk.net",
          "jdk.unsupported",
          "jdk.zipfs");

  /** Enough that every class of a request is in the cache. */
  private static final int TRAINING_CALLS = 200;

  /**
   * Classes only, no profiles (JEP 515): on two processors the compilations that profiles start at
   * once compete with the start itself, and cost more of it than they save.
   */
  private static final List<String> WITHOUT_PROFILES =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path image;
  private final Path app;

  private ImageContext(Path image) {
    this.image = image;
    this.app = image.resolve("app");
  }

  public static void main(String[] args) throws Exception {
    Path containerfile = Path.of(args[0]);
    Path build = Path.of(args[1]);
    Path localAws = Path.of(args[2]);
    ImageContext context = new ImageContext(build.resolve("image"));
    delete(context.image);
    Files.createDirectories(context.image);
    copy(build.resolve("quarkus-app"), context.app);
    copy(containerfile.resolveSibling("java.options"), context.app.resolve("java.options"));
    copy(build.resolve("onnxruntime"), context.image.resolve("onnxruntime"));
    context.linkRuntime();
    context.train(localAws);
    // Last, so that a context with a Containerfile is a whole one.
    copy(containerfile, context.image.resolve("Containerfile"));
  }

  private void linkRuntime() {
    PrintWriter output = new PrintWriter(System.out, true);
    int exitCode =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IllegalStateException("this JDK has no jlink"))
            .run(
                output,
                output,
                "--add-modules",
                MODULES,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                image.resolve("runtime").toString());
    if (exitCode != 0) {
      throw new IllegalStateException("jlink ended with " + exitCode);
    }
  }

  private void train(Path localAws) throws Exception {
    Process stores =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                localAws.toString(),
                "--lean",
                "--port",
                "0",
                "--exit-with-parent")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      trainAgainst(endpoint(stores));
    } finally {
      stop(stores);
    }
    if (!Files.isRegularFile(app.resolve("app.aot"))) {
      throw new IllegalStateException("the training run left no ahead-of-time cache");
    }
  }

  private static String endpoint(Process stores) throws IOException {
    BufferedReader output = stores.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    if (line == null || !line.startsWith("local-aws is ready: ")) {
      throw new IllegalStateException("the local stores did not start: " + line);
    }
    int start = line.indexOf("http://");
    int end = line.indexOf(' ', start);
    return end < 0 ? line.substring(start) : line.substring(start, end);
  }

  private void trainAgainst(String endpoint) throws Exception {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(image.resolve("runtime/bin/java").toString());
    command.addAll(WITHOUT_PROFILES);
    for (String option : Files.readAllLines(app.resolve("java.options"))) {
      command.add(option.replace("-XX:AOTCache=", "-XX:AOTCacheOutput="));
    }
    command.addAll(List.of("-jar", "quarkus-run.jar"));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(app.toFile()).redirectErrorStream(true);
    builder.redirectOutput(image.resolveSibling("training.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", endpoint,
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "training",
                "AWS_SECRET_ACCESS_KEY", "training",
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "QUARTET_ONNXRUNTIME_PATH", image.resolve("onnxruntime").toString()));
    Process training = builder.start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI base = URI.create("http://127.0.0.1:" + port);
      awaitReady(client, base, training);
      String digit =
          IntStream.range(0, 512)
              .mapToObj(i -> Float.toString(i % 17 / 16f))
              .collect(Collectors.joining(",", "{\"data\":[", "]}"));
      for (int i = 0; i < TRAINING_CALLS; i++) {
        expect(200, post(client, base.resolve("/predict"), digit));
        if (i % 10 == 0) {
          expect(200, post(client, base.resolve("/uuid"), "{}"));
          expect(422, post(client, base.resolve("/predict"), "{\"data\":[1]}"));
        }
      }
    } finally {
      // The cache is written when the app ends.
      stop(training);
    }
  }

  private static void awaitReady(HttpClient client, URI base, Process training)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && training.isAlive()) {
      try {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/q/health/ready")).build();
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("the app was not ready for training; see training.log");
  }

  private static int post(HttpClient client, URI uri, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static void expect(int status, int answered) {
    if (answered != status) {
      throw new IllegalStateException(
          "the app answered " + answered + " in training, not " + status + "; see training.log");
    }
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("a process of the training run did not end");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * The cache holds for jars of the same time of change, in seconds, and layers of an image round
   * theirs: so each file gets the time that reproducible archives carry.
   */
  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
          Files.setLastModifiedTime(target, FileTime.from(TIME));
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
