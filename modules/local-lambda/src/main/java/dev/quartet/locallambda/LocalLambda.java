package dev.quartet.locallambda;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of local-lambda. */
@Command(
    name = "local-lambda",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Serves the functions of a function.zip on this machine the way AWS Lambda does: Invoke API and"
          + " Function URLs in front of execution environments that start on demand.",
      ""
    },
    footer = {
      "",
      "Try it:",
      "  aws lambda invoke --endpoint-url http://127.0.0.1:3001 \\",
      "    --function-name predict --payload fileb://event.json out.json",
      "  curl http://127.0.0.1:3002/predict/predict \\",
      "    -H 'Content-Type: application/json' -d @event.json",
      "  curl http://127.0.0.1:3001/_quartet/environments",
      "    shows the live environments; with -X DELETE it stops the idle ones",
      "",
      "A JVM zip (java*) runs under AWS's runtime interface client, on the Java that runs this, with"
          + " -XX:MaxHeapSize of 85 %% of the memory, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1,"
          + " -Xshare:auto and -XX:ActiveProcessorCount as on AWS. What JAVA_TOOL_OPTIONS (manifest or"
          + " --env) sets itself is left out of these.",
      "",
      "The functions see AWS's variables, QUARTET_FUNCTION, the manifest's for all functions, those for"
          + " each, those of --env, and of this process AWS_REGION, AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and"
          + " AWS_SESSION_TOKEN: nothing else."
    })
public final class LocalLambda implements Callable<Integer> {
  private static final long PARENT_CHECK_MILLIS = 500;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "<function.zip>", description = "The zip, functions.json at its root.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path zip;

  @Option(
      names = "--memory",
      paramLabel = "<MB>",
      description =
          "Memory of an environment; 1769 MB buy one processor. Default: the manifest's, else 1769.")
  private @Nullable Integer memoryMegabytes;

  @Option(
      names = "--timeout",
      paramLabel = "<seconds>",
      description = "Time of an invocation. Default: the manifest's, else 30.")
  private @Nullable Integer timeoutSeconds;

  @Option(
      names = "--environments",
      paramLabel = "<n>",
      defaultValue = "8",
      description = "Most environments of each function; above them calls get 429. Default: 8.")
  private int environments;

  @Option(
      names = "--port",
      defaultValue = "${env:QUARTET_LOCAL_LAMBDA_PORT:-3001}",
      description =
          "Port of the Invoke API; 0 picks a free one. Variable: QUARTET_LOCAL_LAMBDA_PORT. Default: 3001.")
  private int port;

  @Option(
      names = "--url-port",
      defaultValue = "3002",
      description = "Port of the Function URLs; 0 picks a free one. Default: 3002.")
  private int urlPort;

  @Option(
      names = "--env",
      paramLabel = "<K=V>",
      description = "A variable of the functions, over the manifest's. Repeatable.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "--idle-seconds",
      paramLabel = "<seconds>",
      defaultValue = "600",
      description = "Environments end when they were idle that long. Default: 600.")
  private double idleSeconds;

  @Option(
      names = "--init-seconds",
      paramLabel = "<seconds>",
      defaultValue = "10",
      description =
          "Limit of the init phase; 10 on AWS. A machine that is busy with other things may need"
              + " more. Default: 10.")
  private double initSeconds;

  @Option(
      names = "--init-vcpus",
      paramLabel = "<n>",
      description =
          "Processors of an environment until it is initialised. AWS is said to give more then than"
              + " the memory buys, but doesn't document it. Default: what the memory buys.")
  private @Nullable Double initVcpus;

  @Option(
      names = "--async-retry-seconds",
      paramLabel = "<seconds>",
      defaultValue = "60",
      description =
          "Wait before the first retry of a failed Event; the second waits twice as long. Default: 60.")
  private double asyncRetrySeconds;

  @Option(names = "--no-limits", description = "Don't limit memory and CPU by control groups.")
  private boolean unlimited;

  @Option(names = "--log", paramLabel = "<file>", description = "Log into a file, not to stderr.")
  private @Nullable Path logFile;

  @Option(names = "--quiet", description = "Nothing but the ready line (and the --log file).")
  private boolean quiet;

  @Option(
      names = "--exit-with-parent",
      description = "End when the process that started this one is gone.")
  private boolean exitWithParent;

  LocalLambda() {}

  public static void main(String[] arguments) {
    // Netty's use of sun.misc.Unsafe brings warnings on Java 25, and no name is ever resolved here.
    setDefault("io.netty.noUnsafe", "true");
    setDefault("vertx.disableDnsResolver", "true");
    int exitCode =
        new CommandLine(new LocalLambda())
            .setParameterExceptionHandler(
                (e, line) -> {
                  System.err.println("local-lambda: " + e.getMessage() + ". See --help.");
                  return CommandLine.ExitCode.USAGE;
                })
            .setExecutionExceptionHandler(
                (e, command, result) -> {
                  if (!(e instanceof StartException)) {
                    throw e;
                  }
                  System.err.println("local-lambda: " + e.getMessage());
                  return 1;
                })
            .execute(arguments);
    System.exit(exitCode);
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = settings();
    try (LogSink sink = new LogSink(log());
        LocalLambdaServer server = LocalLambdaServer.start(settings, sink)) {
      CountDownLatch stopped = new CountDownLatch(1);
      Thread hook = new Thread(() -> shutDown(server, sink), "shutdown");
      Runtime.getRuntime().addShutdownHook(hook);
      System.out.println(
          "local-lambda is ready: Invoke API at http://127.0.0.1:"
              + server.port()
              + ", Function URLs at http://127.0.0.1:"
              + server.urlPort()
              + "/<function>/<path>, functions: "
              + String.join(", ", server.functionNames()));
      System.out.flush();
      sink.line(server.limits());
      waitForParent(stopped);
      return 0;
    }
  }

  private static void shutDown(LocalLambdaServer server, LogSink sink) {
    server.close();
    sink.close();
  }

  private void waitForParent(CountDownLatch stopped) throws InterruptedException {
    ProcessHandle parent = exitWithParent ? ProcessHandle.current().parent().orElse(null) : null;
    if (parent == null) {
      stopped.await();
      return;
    }
    while (parent.isAlive()) {
      Thread.sleep(PARENT_CHECK_MILLIS);
    }
  }

  private @Nullable OutputStream log() {
    if (logFile != null) {
      try {
        return Files.newOutputStream(logFile);
      } catch (IOException e) {
        throw new StartException("--log: " + logFile + " can't be written: " + e.getMessage());
      }
    }
    return quiet ? null : System.err;
  }

  private Settings settings() {
    require(memoryMegabytes == null || memoryMegabytes >= 32, "--memory must be 32 MB or more");
    require(timeoutSeconds == null || timeoutSeconds >= 1, "--timeout must be 1 s or more");
    require(environments >= 1, "--environments must be 1 or more");
    require(port >= 0 && port <= 65_535, "--port must be from 0 to 65535");
    require(urlPort >= 0 && urlPort <= 65_535, "--url-port must be from 0 to 65535");
    require(idleSeconds > 0, "--idle-seconds must be above 0");
    require(initSeconds > 0, "--init-seconds must be above 0");
    require(initVcpus == null || initVcpus > 0, "--init-vcpus must be above 0");
    require(asyncRetrySeconds >= 0, "--async-retry-seconds must not be below 0");
    return new Settings(
        zip,
        RuntimeClient.defaultFolder(),
        memoryMegabytes == null ? OptionalInt.empty() : OptionalInt.of(memoryMegabytes),
        timeoutSeconds == null ? OptionalInt.empty() : OptionalInt.of(timeoutSeconds),
        environments,
        port,
        urlPort,
        idleSeconds,
        asyncRetrySeconds,
        initSeconds,
        initVcpus == null ? OptionalDouble.empty() : OptionalDouble.of(initVcpus),
        !unlimited,
        Map.copyOf(variables),
        System.getenv());
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
