package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.LocalAws;
import dev.quartet.contract.harness.LocalAws.Fault;
import dev.quartet.contract.harness.LocalAws.Service;
import dev.quartet.contract.harness.OnlyOnServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ContractTest
@OnlyOnServers
final class OperationsIT {

  private final Http http;
  private final LocalAws aws;

  OperationsIT(Http http, LocalAws aws) {
    this.http = http;
    this.aws = aws;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/health/ready"})
  void healthIsUp(String path) {
    Answer answer = http.get(path);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().get("status").asText()).isEqualTo("UP");
  }

  @ParameterizedTest
  @CsvSource({"S3, S3", "DYNAMODB, DynamoDB"})
  void readinessGoesDownWithAStoreAndNamesItAndComesBack(Service service, String name) {
    Answer down;
    Answer live;
    try (Fault fault = aws.failing(service)) {
      down = http.get("/q/health/ready");
      live = http.get("/q/health/live");
    }
    Answer up = http.get("/q/health/ready");

    assertThat(down.status()).as(down.toString()).isEqualTo(503);
    assertThat(down.json().get("status").asText()).isEqualTo("DOWN");
    assertThat(down.json().get("checks"))
        .as("the checks that are down in %s", down)
        .anySatisfy(
            check -> {
              assertThat(check.get("status").asText()).isEqualTo("DOWN");
              assertThat(check.get("name").asText()).containsIgnoringCase(name);
            });
    assertThat(live.status()).as("a failing store is no reason to restart").isEqualTo(200);
    assertThat(up.status()).as(up.toString()).isEqualTo(200);
  }

  @Test
  void metricsCountRequestsByFunction() {
    assertThat(http.post("/predict", Digits.plain()).status()).isEqualTo(200);

    Answer metrics = http.get("/q/metrics");

    assertThat(metrics.status()).isEqualTo(200);
    assertThat(metrics.body().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("http_server_requests")
                    .contains("method=\"POST\"", "status=\"200\"", "uri=\"/predict\""));
  }

  @Test
  void openApiDescribesBothFunctionsWithSchemasAndExamples() {
    Answer answer =
        Http.send(http.to("/q/openapi?format=json").header("Accept", "application/json").GET());

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    JsonNode api = answer.json();
    JsonNode predict = requestOf(api, "/predict");
    JsonNode data = resolved(api, predict.path("schema")).path("properties").path("data");
    assertThat(data.path("type").toString()).contains("array");
    assertThat(data.path("minItems").asInt()).isEqualTo(Digits.LENGTH);
    assertThat(data.path("maxItems").asInt()).isEqualTo(Digits.LENGTH);
    JsonNode uuid = requestOf(api, "/uuid");
    assertThat(resolved(api, uuid.path("schema")).path("properties").has("id"))
        .as(uuid.toString())
        .isTrue();
    assertThat(hasExample(api, predict)).as("predict has an example").isTrue();
    assertThat(hasExample(api, uuid)).as("uuid has an example").isTrue();
  }

  @Test
  void anUnknownPathUnderQIsAProblemToo() {
    Problem.in(http.get("/q/nope"), 404);
  }

  @Test
  void swaggerUiIsThere() {
    Answer answer = http.get("/q/swagger-ui");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.mediaType()).isEqualTo("text/html");
    assertThat(answer.body()).containsIgnoringCase("swagger");
  }

  private static JsonNode requestOf(JsonNode api, String path) {
    JsonNode operation = api.path("paths").path(path).path("post");
    assertThat(operation.isObject()).as("POST %s in %s", path, api.path("paths")).isTrue();
    return resolved(api, operation.path("requestBody")).path("content").path("application/json");
  }

  private static JsonNode resolved(JsonNode api, JsonNode node) {
    return node.has("$ref") ? api.at(node.get("$ref").asText().substring(1)) : node;
  }

  private static boolean hasExample(JsonNode api, JsonNode content) {
    JsonNode schema = resolved(api, content.path("schema"));
    return content.has("example")
        || content.has("examples")
        || schema.has("example")
        || schema.has("examples");
  }
}
