package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.Artifacts;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Fresh;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.OnlyOnLocal;
import dev.quartet.contract.harness.RunningTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More requests than a slow model can answer. */
@ContractTest
@OnlyOnLocal
final class InferenceQueueIT {

  private static final String SLOW = "/v2/models/slow/infer";
  private static final String REQUEST =
      """
      {"inputs": [{"name": "x", "shape": [1, 4], "datatype": "FP32", "data": [1, 2, 3, 4]}]}\
      """;

  private final Fresh fresh;
  private final Path models;

  InferenceQueueIT(Fresh fresh, @TempDir Path models) {
    this.fresh = fresh;
    this.models = models;
  }

  @BeforeEach
  void putModels() throws IOException {
    Files.createDirectories(models.resolve("digits/1"));
    Files.copy(Artifacts.digitsModel(), models.resolve("digits/1/model.onnx"));
    Files.createDirectories(models.resolve("slow/1"));
    Files.copy(Artifacts.slowModel(), models.resolve("slow/1/model.onnx"));
  }

  @Test
  void requestsWhoseTimeIsOverNeverRun() throws InterruptedException {
    try (RunningTarget target =
        fresh.startWith(
            Map.of(
                "QUARTET_MODELS", models.toString(),
                "QUARTET_INFERENCE_BATCHING", "false",
                "QUARTET_HTTP_TIMEOUT_MILLIS", "500"))) {
      assertThat(target.http().post(SLOW, REQUEST).status()).isEqualTo(200);

      List<Answer> answers = together(200, target.http());

      assertThat(answers)
          .filteredOn(answer -> answer.status() != 200)
          .isNotEmpty()
          .allSatisfy(
              answer -> assertThat(ProtocolError.in(answer, 503)).contains("within 500 ms"));
      double runsByThen = runs(target.http());
      Thread.sleep(1_000);
      // One may have been under way when its time was over.
      assertThat(runs(target.http())).isBetween(runsByThen, runsByThen + 1).isLessThan(200);
    }
  }

  @Test
  void requestsBeyondTheModelsOwnBoundAreRefusedAndOthersAreNot() {
    try (RunningTarget target =
        fresh.startWith(
            Map.of("QUARTET_MODELS", models.toString(), "QUARTET_INFERENCE_MAX_REQUESTS", "4"))) {
      assertThat(target.http().post(SLOW, REQUEST).status()).isEqualTo(200);
      List<CompletableFuture<Answer>> flood = flood(100, target.http());
      List<Answer> predictions =
          IntStream.range(0, 5)
              .mapToObj(_ -> target.http().post("/predict", Digits.plain()))
              .toList();
      List<Answer> answers = flood.stream().map(CompletableFuture::join).toList();

      assertThat(predictions).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
      assertThat(answers).anySatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
      assertThat(answers)
          .filteredOn(answer -> answer.status() != 200)
          .isNotEmpty()
          .allSatisfy(
              answer -> {
                assertThat(ProtocolError.in(answer, 503))
                    .contains("slow", "quartet.inference.max-requests");
                assertThat(answer.header("Retry-After")).isPresent();
              });
      assertThat(ModelMetrics.of("slow", target.http()).get("quartet_model_refused_requests_total"))
          .isEqualTo(answers.stream().filter(answer -> answer.status() == 503).count());
    }
  }

  private static double runs(Http http) {
    return ModelMetrics.of("slow", http).getOrDefault("quartet_model_run_seconds_count", 0.0);
  }

  private static List<Answer> together(int count, Http http) {
    return flood(count, http).stream().map(CompletableFuture::join).toList();
  }

  private static List<CompletableFuture<Answer>> flood(int count, Http http) {
    return IntStream.range(0, count).mapToObj(_ -> http.postAsync(SLOW, REQUEST)).toList();
  }
}
