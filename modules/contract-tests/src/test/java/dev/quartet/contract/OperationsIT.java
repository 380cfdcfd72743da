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
import java.util.Map;
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
  void metricsTellWhatEachModelsRequestsWaitForAndTake() throws InterruptedException {
    Map<String, Double> before = ModelMetrics.of("digits", http);
    assertThat(http.post("/predict", Digits.plain()).status()).isEqualTo(200);
    assertThat(
            http.post("/v2/models/digits/infer", OpenInference.json(Digits.heldOut().subList(0, 3)))
                .status())
        .isEqualTo(200);

    Map<String, Double> after = ModelMetrics.of("digits", http);
    // A run is told of once it is answered.
    for (int i = 0; i < 50 && added("quartet_model_run_seconds_count", before, after) < 2; i++) {
      Thread.sleep(20);
      after = ModelMetrics.of("digits", http);
    }

    assertThat(added("quartet_model_run_seconds_count", before, after)).isEqualTo(2);
    assertThat(added("quartet_model_run_seconds_sum", before, after)).isBetween(1e-6, 10.0);
    assertThat(added("quartet_model_queue_seconds_count", before, after)).isEqualTo(2);
    assertThat(added("quartet_model_batch_rows_count", before, after)).isEqualTo(2);
    assertThat(added("quartet_model_batch_rows_sum", before, after)).isEqualTo(4);
    assertThat(added("quartet_model_preprocessing_seconds_count", before, after))
        .isGreaterThanOrEqualTo(1);
    assertThat(http.get("/q/metrics").body())
        .contains(
            "quartet_model_queue_seconds_bucket", "quartet_model_run_seconds_bucket",
            "quartet_model_batch_rows_bucket", "quartet_model_refused_requests_total");
  }

  private static double added(String name, Map<String, Double> before, Map<String, Double> after) {
    return after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
  }

  @Test
  void metricsTellOfTheRuntimeAndTheSystem() {
    assertThat(http.get("/q/metrics").body())
        .contains(
            "jvm_memory_used_bytes",
            "jvm_gc_pause_seconds",
            "jvm_threads_live_threads",
            "jvm_info",
            "process_uptime_seconds",
            "process_files_open_files",
            "system_cpu_count");
  }

  @Test
  void openApiIsYamlUnlessJsonIsAskedFor() {
    Answer answer = http.get("/q/openapi");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).startsWith("---").contains("/predict:");
  }

  @Test
  void openApiSaysHowManyNumbersPredictTakesAndOfWhichFormAnIdIs() {
    ApiDescription api = ApiDescription.of(http);

    JsonNode data = api.post("/predict").inputSchema().path("properties").path("data");
    assertThat(data.path("type").toString()).contains("array");
    assertThat(data.path("minItems").asInt()).isEqualTo(Digits.LENGTH);
    assertThat(data.path("maxItems").asInt()).isEqualTo(Digits.LENGTH);
    JsonNode id = api.post("/uuid").inputSchema().path("properties").path("id");
    assertThat(id.path("pattern").asText()).as(id.toString()).isNotBlank();
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
}
