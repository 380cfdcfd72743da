package dev.quartet.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The contents of stores that nobody has used yet, or whose process is gone. */
final class ContentsTest {

  @Test
  void lookingDoesNotStartSqs() throws Exception {
    try (LocalAwsProcess localAws = LocalAwsProcess.start("--port", "0", "--lean")) {
      HttpResponse<String> answer = contents(localAws.endpoint());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(new JsonObject(answer.body()))
          .isEqualTo(
              new JsonObject(
                  """
                  {"buckets": [{"name": "quartet", "objectCount": 0, "objects": []}],
                   "tables": [{"name": "quartet", "itemCount": 0, "keys": ["uuid"], "items": []}],
                   "queues": []}"""));
      assertThat(localAws.descendants()).isEmpty();
    }
  }

  @Test
  void aDatabaseThatIsGoneIsNamed() throws Exception {
    try (LocalAwsProcess localAws = LocalAwsProcess.start("--port", "0")) {
      ProcessHandle dynamoDb = localAws.descendants().getFirst();
      dynamoDb.destroyForcibly();
      dynamoDb.onExit().join();

      HttpResponse<String> answer = contents(localAws.endpoint());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(new JsonObject(answer.body()).getString("error")).contains("DynamoDB Local");
    }
  }

  private static HttpResponse<String> contents(URI endpoint) {
    return HttpCalls.call("GET", endpoint.resolve("/_quartet/contents"), "");
  }
}
