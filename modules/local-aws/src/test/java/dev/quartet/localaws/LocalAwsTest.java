package dev.quartet.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The command and its processes, from start to end. */
final class LocalAwsTest {
  private static final long END_LIMIT_SECONDS = 30;
  private static final String QUEUE_PATH = "/000000000000/quartet";

  @Test
  void everythingIsStillThereAfterAKillAndARestart(@TempDir Path data) throws Exception {
    List<ProcessHandle> children;
    try (LocalAwsProcess first = LocalAwsProcess.start("--port", "0", "--data", data.toString())) {
      write(first);
      children = first.descendants();
      assertThat(children).hasSize(2);
      assertThat(first.process().destroyForcibly().waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS))
          .isTrue();
    }
    assertEnd(children);

    try (LocalAwsProcess second = LocalAwsProcess.start("--port", "0", "--data", data.toString())) {
      assertWritten(second);
      children = second.descendants();
      second.process().destroy();
      assertThat(second.process().waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
    assertEnd(children);
  }

  @Test
  void itEndsWithItsParentWhenAsked() throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" & wait", "sh"));
    command.addAll(LocalAwsProcess.command("--port", "0", "--lean", "--exit-with-parent"));
    try (LocalAwsProcess shell = LocalAwsProcess.start(command)) {
      List<ProcessHandle> localAws = shell.descendants();
      assertThat(localAws).hasSize(1);

      shell.process().destroyForcibly();

      assertEnd(localAws);
    }
  }

  @Test
  void aBusyPortIsNamedWithItsRemedy() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(busy.getLocalPort());

      Ended ended = run("--port", port);

      assertThat(ended.exitCode).isEqualTo(1);
      assertThat(ended.output.lines().toList())
          .containsExactly(
              "local-aws can't listen on 127.0.0.1:"
                  + port
                  + ": the port is in use. Free it, or choose another with --port or QUARTET_LOCAL_AWS_PORT.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--port 70000, --port (or QUARTET_LOCAL_AWS_PORT) must be between 0 and 65535",
    "--port many, Invalid value for option '--port'",
    "--bucket Quartet, --bucket (or QUARTET_BUCKET) must be",
    "--table q, --table (or QUARTET_TABLE) must be",
    "--queue a.b, --queue must be",
    "--lean --data x, leave out --lean or --data",
    "--prot 1, Unknown option",
  })
  void aWrongOptionIsNamed(String options, String message) throws Exception {
    Ended ended = run(options.split(" ", -1));

    assertThat(ended.exitCode).isEqualTo(2);
    assertThat(ended.output).contains(message);
  }

  @Test
  void helpTellsEveryOptionWithExamples() throws Exception {
    Ended ended = run("--help");

    assertThat(ended.exitCode).isZero();
    assertThat(ended.output)
        .contains(
            "--port", "--data", "--lean", "--exit-with-parent", "--bucket", "--table", "--queue")
        .contains(
            "aws --endpoint-url http://127.0.0.1:4566 s3 ls",
            "dynamodb scan",
            "sqs receive-message")
        .contains("/_quartet/faults", "/_quartet/health", "/_quartet/counters");
  }

  @Test
  void aDataFolderBelongsToOneProcess(@TempDir Path data) throws Exception {
    try (DataFolder claimed = DataFolder.claim(data)) {
      Ended ended = run("--port", "0", "--data", data.toString());

      assertThat(claimed.folder("s3")).isDirectory();
      assertThat(ended.exitCode).isEqualTo(1);
      assertThat(ended.output).contains("used by another local-aws");
    }
  }

  private static void write(LocalAwsProcess localAws) {
    try (S3Client s3 = Sdk.s3(localAws.endpoint());
        DynamoDbClient dynamoDb = Sdk.dynamoDb(localAws.endpoint());
        SqsClient sqs = Sdk.sqs(localAws.endpoint())) {
      s3.putObject(
          request -> request.bucket("quartet").key("a").metadata(Map.of("origin", "test")),
          RequestBody.fromString("kept"));
      s3.putObject(
          request -> request.bucket("quartet").key("gone"), RequestBody.fromString("gone"));
      s3.deleteObject(request -> request.bucket("quartet").key("gone"));
      dynamoDb.putItem(
          request ->
              request.tableName("quartet").item(Map.of("uuid", AttributeValue.fromS("kept"))));
      sqs.sendMessage(
          request -> request.queueUrl(localAws.endpoint() + QUEUE_PATH).messageBody("kept"));
    }
  }

  private static void assertWritten(LocalAwsProcess localAws) {
    try (S3Client s3 = Sdk.s3(localAws.endpoint());
        DynamoDbClient dynamoDb = Sdk.dynamoDb(localAws.endpoint());
        SqsClient sqs = Sdk.sqs(localAws.endpoint())) {
      var object = s3.getObjectAsBytes(request -> request.bucket("quartet").key("a"));
      assertThat(object.asUtf8String()).isEqualTo("kept");
      assertThat(object.response().metadata()).containsEntry("origin", "test");
      assertThat(s3.listObjectsV2(request -> request.bucket("quartet")).keyCount()).isEqualTo(1);
      assertThat(dynamoDb.scan(request -> request.tableName("quartet")).items())
          .containsExactly(Map.of("uuid", AttributeValue.fromS("kept")));
      assertThat(
              sqs.receiveMessage(
                      request ->
                          request.queueUrl(localAws.endpoint() + QUEUE_PATH).waitTimeSeconds(5))
                  .messages())
          .singleElement()
          .satisfies(message -> assertThat(message.body()).isEqualTo("kept"));
    }
  }

  private static void assertEnd(List<ProcessHandle> processes) {
    assertThat(processes)
        .isNotEmpty()
        .allSatisfy(
            process ->
                assertThat(process.onExit().orTimeout(END_LIMIT_SECONDS, TimeUnit.SECONDS))
                    .succeedsWithin(Duration.ofSeconds(END_LIMIT_SECONDS)));
  }

  private static Ended run(String... options) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(LocalAwsProcess.command(options)).redirectErrorStream(true).start();
    try (var reader = process.inputReader()) {
      String output = String.join("\n", reader.lines().toList());
      assertThat(process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), output);
    }
  }

  private record Ended(int exitCode, String output) {}
}
