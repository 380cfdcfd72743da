package dev.quartet.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Delays and failures that are asked for. */
final class FaultsTest {
  private final URI endpoint = RunningEndpoints.lean();
  private final S3Client s3 = Sdk.s3(endpoint);
  private final DynamoDbClient dynamoDb = Sdk.dynamoDb(endpoint);
  private final SqsClient sqs = Sdk.sqs(endpoint);

  @AfterEach
  void clear() {
    HttpCalls.call("DELETE", faults(), "");
    s3.close();
    dynamoDb.close();
    sqs.close();
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void oneFailureIsSurvivedByARetryOfTheSdk(Service service) {
    for (int status : new int[] {500, 503}) {
      long failed = counted(service, "failedByFault");
      put("{\"service\":\"" + service.id() + "\",\"status\":" + status + ",\"count\":1}");

      use(service);

      assertThat(counted(service, "failedByFault") - failed).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "S3, 503, ServiceUnavailable",
    "S3, 500, InternalError",
    "DYNAMODB, 503, ServiceUnavailable",
    "DYNAMODB, 500, InternalServerError",
    "SQS, 503, ServiceUnavailable",
    "SQS, 500, InternalFailure",
  })
  void aLastingFailureHasTheShapeOfItsService(Service service, int status, String code) {
    put("{\"service\":\"" + service.id() + "\",\"status\":" + status + "}");

    assertThatThrownBy(() -> use(service))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }

  @Test
  void theOtherServicesGoOn() {
    put("{\"service\":\"s3\",\"failureRate\":1}");

    use(Service.DYNAMODB);
    use(Service.SQS);
  }

  @Test
  void aDelayDelaysWithoutFailing() {
    use(Service.S3);
    Duration delay = Duration.ofMillis(300);
    put("{\"service\":\"s3\",\"delayMillis\":" + delay.toMillis() + ",\"count\":1}");
    long delayed = counted(Service.S3, "delayedByFault");
    long startNanos = System.nanoTime();

    use(Service.S3);

    assertThat(System.nanoTime() - startNanos).isGreaterThanOrEqualTo(delay.toNanos());
    assertThat(counted(Service.S3, "delayedByFault") - delayed).isEqualTo(1);
    assertThat(HttpCalls.call("GET", faults(), "").body()).contains("{\"faults\":[]}");
  }

  @Test
  void aShareOfRequestsFails() {
    put("{\"service\":\"s3\",\"failureRate\":0.5}");
    long failed = 0;
    for (int i = 0; i < 200; i++) {
      failed += HttpCalls.call("GET", endpoint.resolve("/quartet"), "").statusCode() == 503 ? 1 : 0;
    }

    assertThat(failed).isBetween(50L, 150L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"service\":\"s4\",\"status\":503} | 'service'",
        "{\"status\":503} | 'service'",
        "{\"service\":\"s3\",\"status\":404} | 'status'",
        "{\"service\":\"s3\",\"status\":\"503\"} | 'status'",
        "{\"service\":\"s3\",\"failureRate\":1.5} | 'failureRate'",
        "{\"service\":\"s3\",\"delayMillis\":-1} | 'delayMillis'",
        "{\"service\":\"s3\",\"status\":503,\"count\":0} | 'count'",
        "{\"service\":\"s3\",\"delay\":5} | 'delay'",
        "{\"service\":\"s3\"} | needs 'delayMillis', 'failureRate' or 'status'",
        "[] | JSON object",
        "no | JSON object",
      })
  void aWrongFaultIsRefusedByName(String body, String named) {
    HttpResponse<String> answer = HttpCalls.call("PUT", faults(), body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("error")).contains(named);
  }

  @Test
  void healthTellsWhatIsServed() {
    HttpResponse<String> answer = HttpCalls.call("GET", endpoint.resolve("/_quartet/health"), "");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject health = new JsonObject(answer.body());
    assertThat(health.getString("status")).isEqualTo("ready");
    assertThat(health.getString("mode")).isEqualTo("lean");
    assertThat(health.getJsonObject("services").fieldNames())
        .containsExactlyInAnyOrder("s3", "dynamodb", "sqs");
  }

  @Test
  void countersTellTheCpuOfEveryProcess() {
    use(Service.SQS);

    JsonObject processes = counters().getJsonObject("processes");

    assertThat(processes.fieldNames()).contains("front", "sqs");
    assertThat(processes.getJsonObject("front").getLong("cpuMillis")).isPositive();
    assertThat(processes.getJsonObject("sqs").getLong("cpuMillis")).isPositive();
  }

  private void use(Service service) {
    switch (service) {
      case S3 ->
          s3.putObject(request -> request.bucket("quartet").key("a"), RequestBody.fromString("a"));
      case DYNAMODB ->
          dynamoDb.putItem(
              request ->
                  request.tableName("quartet").item(Map.of("uuid", AttributeValue.fromS("1"))));
      case SQS -> sqs.getQueueUrl(request -> request.queueName("quartet"));
    }
  }

  private void put(String rule) {
    HttpResponse<String> answer = HttpCalls.call("PUT", faults(), rule);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private long counted(Service service, String what) {
    return counters().getJsonObject("services").getJsonObject(service.id()).getLong(what);
  }

  private JsonObject counters() {
    return new JsonObject(HttpCalls.call("GET", endpoint.resolve("/_quartet/counters"), "").body());
  }

  private URI faults() {
    return endpoint.resolve("/_quartet/faults");
  }
}
