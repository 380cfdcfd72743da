package dev.quartet.loadtest.startfigures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.process.ChildProcess;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.process.ProcessFacts;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The unpacked native zip, whose bootstrap is started against a Runtime API that has an event
 * ready.
 */
final class NativeZip {
  private static final Duration RESPONSE = Duration.ofSeconds(30);

  private final Path folder;
  private final Path log;
  private final Limits limits;
  private final Map<String, String> environment;

  private NativeZip(Path folder, Path log, Limits limits, Map<String, String> environment) {
    this.folder = folder;
    this.log = log;
    this.limits = limits;
    this.environment = environment;
  }

  /**
   * One start.
   *
   * @param firstAnswerMillis from the start of bootstrap to its posted response
   * @param residentMegabytes just after the response
   */
  record Start(double firstAnswerMillis, OptionalDouble residentMegabytes) {}

  /**
   * Unpacks {@code zip} into {@code folder}.
   *
   * @param environment variables that turn the function to the stores; the manifest's own are added
   */
  static NativeZip unpack(
      Path zip, Path folder, Path log, Limits limits, Map<String, String> environment)
      throws IOException {
    try (ZipFile entries = new ZipFile(zip.toFile())) {
      for (Enumeration<? extends ZipEntry> all = entries.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException(zip + " has an entry outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Path parent = target.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        try (InputStream in = entries.getInputStream(entry);
            OutputStream out = Files.newOutputStream(target)) {
          in.transferTo(out);
        }
      }
    }
    Path bootstrap = folder.resolve("bootstrap");
    if (!Files.isRegularFile(bootstrap) || !bootstrap.toFile().setExecutable(true)) {
      throw new IOException(zip + " has no bootstrap at its root that could be started");
    }
    Map<String, String> all = new HashMap<>(environment);
    Path manifest = folder.resolve("functions.json");
    if (Files.isRegularFile(manifest)) {
      JsonNode variables = new ObjectMapper().readTree(manifest.toFile()).path("environment");
      variables
          .properties()
          .forEach(variable -> all.put(variable.getKey(), variable.getValue().asText()));
    }
    return new NativeZip(folder, log, limits, all);
  }

  /**
   * Starts bootstrap, hands it {@code call} as a direct event of predict, and ends it after its
   * response.
   */
  Start start(Vertx vertx, Call call) throws IOException, InterruptedException {
    try (OneEventRuntimeApi api = new OneEventRuntimeApi(vertx, call.body())) {
      Map<String, String> variables = new HashMap<>(environment);
      variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
      variables.put("AWS_LAMBDA_FUNCTION_NAME", "predict");
      variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
      variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(limits.memoryMegabytes()));
      variables.put("LAMBDA_TASK_ROOT", folder.toString());
      variables.put("LD_LIBRARY_PATH", folder + ":" + folder.resolve("lib"));
      variables.put("QUARTET_FUNCTION", "predict");
      try (ChildProcess process =
          ChildProcess.startIn(
              folder,
              "bootstrap",
              List.of(folder.resolve("bootstrap").toString()),
              variables,
              log)) {
        OneEventRuntimeApi.Response response;
        try {
          response = api.await(RESPONSE);
        } catch (IOException e) {
          throw new IOException(
              "bootstrap: " + e.getMessage() + "; its last output: " + process.lastOutput(), e);
        }
        OptionalDouble resident = ProcessFacts.residentMegabytes(process.pid());
        Optional<String> problem = call.check().problemOf(response.body());
        if (problem.isPresent()) {
          throw new IOException("bootstrap answered wrongly: " + problem.get());
        }
        return new Start((response.nanos() - process.startedNanos()) / 1e6, resident);
      }
    }
  }
}
