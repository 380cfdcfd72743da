package dev.quartet.localaws;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of local-aws. */
@Command(
    name = "local-aws",
    mixinStandardHelpOptions = false,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "S3, DynamoDB and SQS behind one endpoint on 127.0.0.1.",
      "",
      "S3 is served by local-aws itself, DynamoDB by DynamoDB Local and SQS by ElasticMQ, each in a process of its own"
          + " that ends with this one. SQS starts with its first request. At start there are a bucket, a table"
          + " (partition key uuid, a string) and a queue with a dead-letter queue <queue>-dlq, which a message goes to"
          + " after three receives. Requests need no valid signature; any access key will do.",
      ""
    },
    footer = {
      "",
      "Turn every SDK and the AWS CLI to it:",
      "  export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1",
      "  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local",
      "Version 1 of the AWS CLI takes no notice of AWS_ENDPOINT_URL for SQS alone: give it --endpoint-url.",
      "Or one command at a time:",
      "  aws --endpoint-url http://127.0.0.1:4566 s3 ls s3://quartet",
      "  aws --endpoint-url http://127.0.0.1:4566 s3 cp file.txt s3://quartet/file.txt",
      "  aws --endpoint-url http://127.0.0.1:4566 dynamodb scan --table-name quartet",
      "  aws --endpoint-url http://127.0.0.1:4566 sqs send-message --message-body hello \\",
      "      --queue-url http://127.0.0.1:4566/000000000000/quartet",
      "  aws --endpoint-url http://127.0.0.1:4566 sqs receive-message \\",
      "      --queue-url http://127.0.0.1:4566/000000000000/quartet",
      "",
      "Faults, health, counters and what is in the stores:",
      "  curl -X PUT -d '{\"service\":\"s3\",\"status\":503,\"count\":1}' http://127.0.0.1:4566/_quartet/faults",
      "  curl -X PUT -d '{\"service\":\"dynamodb\",\"delayMillis\":50,\"failureRate\":0.1}' \\",
      "      http://127.0.0.1:4566/_quartet/faults",
      "  curl -X DELETE http://127.0.0.1:4566/_quartet/faults",
      "  curl http://127.0.0.1:4566/_quartet/health",
      "  curl http://127.0.0.1:4566/_quartet/counters",
      "  curl http://127.0.0.1:4566/_quartet/contents?limit=10",
      "A fault delays (delayMillis), fails a share (failureRate 0 to 1, status 500 or 503) or both, and ends after",
      "count requests when count is given.",
      "",
      "Ends with code 1 when it can't start and 2 for a wrong option."
    })
public final class LocalAws implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern TABLE = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
  private static final Pattern QUEUE = Pattern.compile("[a-zA-Z0-9_-]{1,76}");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:QUARTET_LOCAL_AWS_PORT:-4566}",
      description =
          "Port on 127.0.0.1; 0 picks a free one. Default: QUARTET_LOCAL_AWS_PORT, else 4566.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Keep objects, records, queues and messages in this folder across restarts. Default: in memory.")
  private @Nullable Path data;

  @Option(
      names = "--lean",
      description =
          "For load tests: a DynamoDB in this process that costs next to nothing and knows PutItem, GetItem,"
              + " DeleteItem, Scan, conditions of existence and tables. In memory only.")
  private boolean lean;

  @Option(
      names = "--bucket",
      paramLabel = "NAME",
      defaultValue = "${env:QUARTET_BUCKET:-quartet}",
      description = "Bucket made at start. Default: QUARTET_BUCKET, else quartet.")
  private String bucket = "quartet";

  @Option(
      names = "--table",
      paramLabel = "NAME",
      defaultValue = "${env:QUARTET_TABLE:-quartet}",
      description = "Table made at start. Default: QUARTET_TABLE, else quartet.")
  private String table = "quartet";

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      defaultValue = "quartet",
      description = "Queue made at start. Default: quartet.")
  private String queue = "quartet";

  @Option(
      names = "--exit-with-parent",
      description = "End when the process that started this one is gone.")
  private boolean exitWithParent;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** Starts local-aws; ends with SIGTERM. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LocalAws()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = settings();
    if (!lean && System.getProperty("io.netty.noUnsafe") == null) {
      // With sun.misc.Unsafe, Netty takes about a fifth less CPU, which a load test wants; but the
      // JDK warns of it in lines that no one at a terminal can act on.
      System.setProperty("io.netty.noUnsafe", "true");
    }
    PrintWriter err = spec.commandLine().getErr();
    try {
      Endpoint endpoint = Endpoint.start(settings, Libraries.besideThisJar());
      Runtime.getRuntime().addShutdownHook(new Thread(endpoint::close, "stop"));
      if (exitWithParent) {
        ProcessHandle.current()
            .parent()
            .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "local-aws is ready: "
              + endpoint.url()
              + " serves S3 (bucket "
              + bucket
              + "), "
              + (lean ? "lean DynamoDB" : "DynamoDB")
              + " (table "
              + table
              + ") and SQS (queue "
              + queue
              + ", starts with its first request)");
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    } catch (BindException e) {
      err.println(
          "local-aws can't listen on 127.0.0.1:"
              + port
              + ": the port is in use. Free it, or choose another with --port or QUARTET_LOCAL_AWS_PORT.");
      return 1;
    } catch (IOException e) {
      err.println("local-aws can't start: " + e.getMessage());
      return 1;
    }
  }

  private Settings settings() {
    if (port < 0 || port > MAX_PORT) {
      throw wrong(
          "--port (or QUARTET_LOCAL_AWS_PORT) must be between 0 and "
              + MAX_PORT
              + ", not "
              + port
              + ".");
    }
    if (lean && data != null) {
      throw wrong("--lean keeps everything in memory: leave out --lean or --data.");
    }
    require(
        BUCKET,
        bucket,
        "--bucket (or QUARTET_BUCKET)",
        "3 to 63 lower-case letters, digits, dots and dashes");
    require(
        TABLE,
        table,
        "--table (or QUARTET_TABLE)",
        "3 to 255 letters, digits, dots, dashes and underscores");
    require(QUEUE, queue, "--queue", "1 to 76 letters, digits, dashes and underscores");
    return new Settings(port, data, lean, bucket, table, queue);
  }

  private void require(Pattern pattern, String value, String option, String what) {
    if (!pattern.matcher(value).matches()) {
      throw wrong(option + " must be " + what + ", not '" + value + "'.");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
