package dev.quartet.localaws;

import dev.quartet.localaws.dynamodb.LeanDynamoDb;
import dev.quartet.localaws.s3.ObjectStore;
import dev.quartet.localaws.s3.S3Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The running endpoint: the front and what is behind it. */
final class Endpoint implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String PARTITION_KEY = "uuid";
  private static final int MAX_HEADER_BYTES = 64 << 10;

  private final Settings settings;
  private final Libraries libraries;
  private final Vertx vertx;
  private final Map<Service, Backend> backends = new EnumMap<>(Service.class);
  private final AtomicInteger port = new AtomicInteger();
  private @Nullable DataFolder data;

  private Endpoint(Settings settings, Libraries libraries, Vertx vertx) {
    this.settings = settings;
    this.libraries = libraries;
    this.vertx = vertx;
  }

  /**
   * Starts everything but SQS, which starts with its first request, and returns when it serves.
   *
   * @throws IOException when the port is taken, the data folder can't be used or DynamoDB Local
   *     does not start
   */
  static Endpoint start(Settings settings, Libraries libraries) throws IOException {
    requireFree(settings.port());
    Endpoint endpoint =
        new Endpoint(settings, libraries, Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2)));
    try {
      endpoint.start();
      return endpoint;
    } catch (IOException | RuntimeException e) {
      endpoint.close();
      throw e;
    }
  }

  /** A taken port is told at once, before any process is started for nothing. */
  private static void requireFree(int port) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(HOST, port));
    }
  }

  private void start() throws IOException {
    data = settings.data() == null ? null : DataFolder.claim(settings.data());
    @Nullable ProxiedBackend dynamoDb = null;
    JsonService tables;
    if (settings.lean()) {
      LeanDynamoDb lean = new LeanDynamoDb();
      lean.createTable(settings.table(), PARTITION_KEY);
      backends.put(Service.DYNAMODB, new InProcessBackend("lean DynamoDB in memory", lean::handle));
      // Within a future, which a refusal fails.
      tables =
          (operation, parameters) ->
              Future.succeededFuture(parameters).map(given -> lean.call(operation, given));
    } else {
      dynamoDb =
          new ProxiedBackend(
              vertx,
              Service.DYNAMODB,
              "DynamoDB Local",
              this::startDynamoDb,
              childPort -> TableProvision.create(childPort, settings.table(), PARTITION_KEY));
      backends.put(Service.DYNAMODB, dynamoDb);
      tables = service(dynamoDb, "DynamoDB_20120810.");
      dynamoDb.start();
    }
    ObjectStore objects =
        data == null ? ObjectStore.inMemory() : ObjectStore.inFolder(data.folder("s3"));
    objects.createBucket(settings.bucket());
    S3Service s3 = new S3Service(vertx, objects);
    backends.put(Service.S3, new InProcessBackend("lean S3", s3::handle));
    ProxiedBackend sqs =
        new ProxiedBackend(
            vertx,
            Service.SQS,
            "ElasticMQ",
            this::startSqs,
            childPort -> CompletableFuture.completedFuture(null));
    backends.put(Service.SQS, sqs);
    listen(
        new Contents(
            s3,
            new TableContents(tables),
            new QueueContents(
                service(sqs, "AmazonSQS."), () -> sqs.state() == Backend.State.READY)));
    if (dynamoDb != null) {
      await(dynamoDb.start());
    }
  }

  private static JsonService service(ProxiedBackend backend, String prefix) {
    return (operation, parameters) -> backend.call(prefix + operation, parameters);
  }

  private void listen(Contents contents) throws IOException {
    Faults faults = new Faults(RandomGenerator.getDefault());
    Counters counters = new Counters();
    Administration administration =
        new Administration(backends, faults, counters, contents, settings.lean());
    Front front = new Front(vertx, backends, faults, counters, administration);
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(HOST)
                    .setPort(settings.port())
                    // Without it an SDK that sends Expect: 100-continue stalls before its body.
                    .setHandle100ContinueAutomatically(true)
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setMaxInitialLineLength(MAX_HEADER_BYTES)
                    .setTcpNoDelay(true))
            .requestHandler(front::handle);
    await(server.listen());
    port.set(server.actualPort());
  }

  String url() {
    return "http://" + HOST + ":" + port.get();
  }

  int port() {
    return port.get();
  }

  @Override
  public void close() {
    backends.values().forEach(Backend::stop);
    vertx.close();
    if (data != null) {
      try {
        data.close();
      } catch (IOException e) {
        System.err.println("local-aws: the data folder can't be let go: " + e.getMessage());
      }
    }
  }

  private ChildProcess startDynamoDb() throws IOException {
    int childPort = ChildProcess.freePort();
    List<String> arguments =
        new ArrayList<>(
            List.of("-port", Integer.toString(childPort), "-sharedDb", "-disableTelemetry"));
    if (data == null) {
      arguments.add("-inMemory");
    } else {
      arguments.addAll(List.of("-dbPath", data.folder("dynamodb").toString()));
    }
    return ChildProcess.start(
        "DynamoDB Local",
        libraries.dynamoDb(),
        "dev.quartet.localaws.child.DynamoDbChild",
        List.of(),
        arguments,
        childPort);
  }

  private ChildProcess startSqs() throws IOException {
    int childPort = ChildProcess.freePort();
    Path folder = data == null ? null : data.folder("sqs");
    Path configuration = Files.createTempFile("quartet-sqs", ".conf");
    configuration.toFile().deleteOnExit();
    Files.writeString(
        configuration, SqsConfiguration.of(childPort, port.get(), settings.queue(), folder));
    return ChildProcess.start(
        "ElasticMQ",
        libraries.sqs(),
        "dev.quartet.localaws.child.SqsChild",
        List.of("-Dconfig.file=" + configuration),
        List.of(),
        childPort);
  }

  private static void await(io.vertx.core.Future<?> future) throws IOException {
    try {
      future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw cause instanceof IOException io ? io : new IOException(cause.getMessage(), cause);
    }
  }
}
