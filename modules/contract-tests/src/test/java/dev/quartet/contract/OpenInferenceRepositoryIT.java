package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.Artifacts;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Fresh;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.OnlyOnLocal;
import dev.quartet.contract.harness.OnlyOnServers;
import dev.quartet.contract.harness.RunningTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models are loaded and unloaded while others are served. */
@ContractTest
@OnlyOnServers
final class OpenInferenceRepositoryIT {

  private static final String REQUEST = OpenInference.json(Digits.heldOut().subList(0, 1));

  private final Fresh fresh;

  OpenInferenceRepositoryIT(Fresh fresh) {
    this.fresh = fresh;
  }

  @Test
  void anUnloadedModelIsNotReadyUntilItIsLoadedAgain() {
    try (RunningTarget target = fresh.start()) {
      Http http = target.http();
      assertThat(ok(http.get("/v2")).get("extensions"))
          .extracting(JsonNode::asText)
          .contains("model_repository");

      ok(
          http.post(
              "/v2/repository/models/digits/unload",
              "{\"parameters\":{\"unload_dependents\":false}}"));

      assertThat(ProtocolError.in(http.post("/v2/models/digits/infer", REQUEST), 503))
          .contains("digits", "UNAVAILABLE");
      ProtocolError.in(http.get("/v2/models/digits/ready"), 503);
      assertThat(states(http)).containsExactly("digits 1 UNAVAILABLE");
      assertThat(ok(http.post("/v2/repository/index", "{\"ready\":true}"))).isEmpty();

      ok(http.post("/v2/repository/models/digits/load", ""));

      ok(http.post("/v2/models/digits/infer", REQUEST));
      assertThat(states(http)).containsExactly("digits 1 READY");
    }
  }

  @Test
  @OnlyOnLocal
  void aBadFileIsToldAndStopsNobodyAndANewVersionIsServedOnceLoaded(@TempDir Path models)
      throws IOException {
    Files.createDirectories(models.resolve("digits/1"));
    Files.createDirectories(models.resolve("broken/1"));
    Files.copy(Artifacts.digitsModel(), models.resolve("digits/1/model.onnx"));
    Files.writeString(models.resolve("broken/1/model.onnx"), "no model");
    try (RunningTarget target = fresh.startWith("QUARTET_MODELS", models.toString())) {
      Http http = target.http();
      assertThat(states(http)).containsExactly("broken 1 UNAVAILABLE", "digits 1 READY");
      ProtocolError.in(http.get("/v2/models/broken"), 503);
      ProtocolError.in(http.post("/v2/repository/models/broken/load", "{}"), 400);
      assertThat(ok(http.get("/v2/health/ready")).get("ready").asBoolean()).isTrue();

      Files.createDirectories(models.resolve("digits/2"));
      Files.copy(Artifacts.digitsModel(), models.resolve("digits/2/model.onnx"));
      Files.delete(models.resolve("broken/1/model.onnx"));
      Files.copy(Artifacts.digitsModel(), models.resolve("broken/1/model.onnx"));
      assertThat(version(http)).isEqualTo("1");
      ok(http.post("/v2/repository/models/digits/load", "{}"));
      ok(http.post("/v2/repository/models/broken/load", "{}"));

      assertThat(version(http)).isEqualTo("2");
      assertThat(ok(http.get("/v2/models/digits")).get("versions").toString())
          .isEqualTo("[\"1\",\"2\"]");
      assertThat(states(http))
          .containsExactly("broken 1 READY", "digits 1 READY", "digits 2 READY");
      assertThat(http.post("/predict", Digits.plain()).status()).isEqualTo(200);
    }
  }

  @Test
  @OnlyOnLocal
  void whatCannotBeDoneIsTold() {
    try (RunningTarget target = fresh.start()) {
      Http http = target.http();
      for (String name : List.of("nope", "%2e%2e%2fdigits", "..%2f..%2ftmp", "a%00b")) {
        for (String operation : List.of("load", "unload")) {
          ProtocolError.in(http.post("/v2/repository/models/" + name + "/" + operation, "{}"), 404);
        }
      }
      for (String parameter : List.of("config", "file:1/model.onnx")) {
        assertThat(
                ProtocolError.in(
                    http.post(
                        "/v2/repository/models/digits/load",
                        "{\"parameters\":{\"%s\":\"x\"}}".formatted(parameter)),
                    400))
            .contains("/parameters/");
      }
      ProtocolError.in(http.post("/v2/repository/models/digits/load", "{"), 400);
      ProtocolError.in(http.post("/v2/repository/index", "[]"), 400);
      ok(http.get("/v2/models/digits/ready"));
    }
  }

  @Test
  void callersMayBeKeptFromLoadingAndUnloading() {
    try (RunningTarget target = fresh.startWith("QUARTET_SERVING_REPOSITORY_CONTROL", "false")) {
      Http http = target.http();
      assertThat(ProtocolError.in(http.post("/v2/repository/models/digits/unload", "{}"), 403))
          .contains("quartet.serving.repository-control");
      ok(http.post("/v2/models/digits/infer", REQUEST));
      assertThat(ok(http.get("/v2")).get("extensions"))
          .extracting(JsonNode::asText)
          .doesNotContain("model_repository");
    }
  }

  private static String version(Http http) {
    return ok(http.post("/v2/models/digits/infer", REQUEST)).get("model_version").asText();
  }

  private static List<String> states(Http http) {
    return ok(http.post("/v2/repository/index", ""))
        .valueStream()
        .map(
            entry ->
                "%s %s %s"
                    .formatted(
                        entry.get("name").asText(),
                        entry.get("version").asText(),
                        entry.get("state").asText()))
        .toList();
  }

  private static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }
}
