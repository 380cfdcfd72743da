package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.Http;
import java.util.HashMap;
import java.util.Map;

/** What {@code /q/metrics} tells of one model. */
final class ModelMetrics {

  private ModelMetrics() {}

  /** The values of version 1, by the metric's name; those of histograms without their buckets. */
  static Map<String, Double> of(String model, Http http) {
    Answer answer = http.get("/q/metrics");
    assertThat(answer.status()).isEqualTo(200);
    String labels = "{model=\"%s\",version=\"1\"".formatted(model);
    Map<String, Double> values = new HashMap<>();
    answer
        .body()
        .lines()
        .filter(line -> line.startsWith("quartet_model_") && line.contains(labels))
        .filter(line -> !line.contains("_bucket{"))
        .forEach(
            line ->
                values.put(
                    line.substring(0, line.indexOf('{')),
                    Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    return values;
  }
}
