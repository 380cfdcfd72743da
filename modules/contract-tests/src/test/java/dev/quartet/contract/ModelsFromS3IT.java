package dev.quartet.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.Artifacts;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Fresh;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.Invocations;
import dev.quartet.contract.harness.OnlyOnServers;
import dev.quartet.contract.harness.OnlyOnZips;
import dev.quartet.contract.harness.RunningTarget;
import dev.quartet.contract.harness.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code QUARTET_MODELS=s3://…}: models are fetched when the target starts. */
@ContractTest
final class ModelsFromS3IT {

  private static final String REQUEST = OpenInference.json(Digits.heldOut().subList(0, 1));
  private static final String WRONG = "0".repeat(64);

  private final Fresh fresh;
  private final Stores stores;
  private final String prefix = "models-" + UUID.randomUUID();

  /** A new one, so that nothing is there; a container has it inside. */
  private final Path cache = Path.of("/tmp/quartet-contract-" + UUID.randomUUID());

  ModelsFromS3IT(Fresh fresh, Stores stores) {
    this.fresh = fresh;
    this.stores = stores;
  }

  @AfterEach
  void deleteCache() throws IOException {
    if (Files.exists(cache)) {
      try (Stream<Path> all = Files.walk(cache)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Test
  void whatTheListNamesIsServedAndAModelWithAnotherHashIsToldAndStopsNobody() {
    put("digits/1", "other/1", "wrong/1");
    list(line("digits/1"), line("other/1"), WRONG + "  wrong/1/model.onnx");
    try (RunningTarget target = fresh.startWith(variables(prefix))) {
      Http http = target.http();

      Answer predicted = http.post("/predict", Digits.plain());
      assertThat(predicted.status()).as(predicted.toString()).isEqualTo(200);
      ok(http.post("/v2/models/other/infer", REQUEST));
      JsonNode index = ok(http.post("/v2/repository/index", ""));
      assertThat(states(index))
          .containsExactly("digits 1 READY", "other 1 READY", "wrong 1 UNAVAILABLE");
      assertThat(index.get(2).get("reason").asText())
          .contains("s3://quartet/" + prefix + "/wrong/1/model.onnx", sha256(), WRONG);
      assertThat(ProtocolError.in(http.post("/v2/models/wrong/infer", REQUEST), 503))
          .contains(WRONG);
    }
  }

  @Test
  void aListWithTheExpectedHashIsServed() {
    put("digits/1");
    list(line("digits/1"));
    try (RunningTarget target =
        fresh.startWith(pinnedTo(sha256((line("digits/1") + "\n").getBytes(UTF_8))))) {
      assertThat(target.http().post("/predict", Digits.plain()).status()).isEqualTo(200);
    }
  }

  @Test
  @OnlyOnServers
  void aListWithAnotherHashThanTheExpectedServesNothing() {
    put("digits/1");
    list(line("digits/1"));
    try (RunningTarget target = fresh.startUnready(pinnedTo(WRONG))) {
      assertThat(target.http().get("/q/health/ready").body()).contains("QUARTET_MODELS_SHA256");
      ProtocolError.in(target.http().post("/v2/repository/models/digits/load", "{}"), 503);
    }
  }

  @Test
  @OnlyOnServers
  void aNewVersionIsServedOnceItsModelIsLoaded() {
    put("digits/1");
    list(line("digits/1"));
    try (RunningTarget target = fresh.startWith(variables(prefix))) {
      Http http = target.http();
      assertThat(version(http)).isEqualTo("1");
      put("digits/2");
      list(line("digits/1"), line("digits/2"));

      ok(http.post("/v2/repository/models/digits/load", "{}"));

      assertThat(version(http)).isEqualTo("2");
      list(line("digits/1"), line("digits/2"), WRONG + "  digits/3/model.onnx");
      assertThat(ProtocolError.in(http.post("/v2/repository/models/digits/load", "{}"), 400))
          .contains("digits/3/model.onnx is listed and can't be had");
      assertThat(version(http)).isEqualTo("2");
    }
  }

  @Test
  @OnlyOnServers
  void aBucketThatIsNotThereIsToldByReadinessWithoutAStackTrace() {
    try (RunningTarget target =
        fresh.startUnready(
            Map.of(
                "QUARTET_MODELS",
                "s3://no-such-bucket/models",
                "QUARTET_MODELS_CACHE",
                cache.toString()))) {
      Http http = target.http();

      Answer ready = http.get("/q/health/ready");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.json().get("checks").valueStream())
          .anySatisfy(
              check -> {
                assertThat(check.get("name").asText()).isEqualTo("models");
                assertThat(check.get("status").asText()).isEqualTo("DOWN");
                assertThat(check.get("data").get("reason").asText())
                    .contains("s3://no-such-bucket/models/models.sha256")
                    .contains("there is no bucket no-such-bucket");
              });
      assertThat(output(target)).doesNotContain("\tat ", "\\tat ", "stackTrace");
      Problem.in(http.post("/predict", Digits.plain()), 503);
      assertThat(ProtocolError.in(http.post("/v2/repository/index", ""), 503))
          .contains("there is no bucket no-such-bucket");
    }
  }

  @Test
  @OnlyOnZips
  void onLambdaABucketThatIsNotThereEndsTheEnvironment() {
    try (RunningTarget target =
        fresh.startWith(
            Map.of(
                "QUARTET_MODELS",
                "s3://no-such-bucket/models",
                "QUARTET_MODELS_CACHE",
                cache.toString()))) {
      assertThat(target.invocations().invoke("predict", Digits.plain()).isFunctionError()).isTrue();
      assertThat(output(target)).contains("there is no bucket no-such-bucket");
    }
  }

  @Test
  @OnlyOnZips
  void theEnvironmentOfAFunctionWithoutAModelOpensNone() {
    try (RunningTarget target =
        fresh.startWith("QUARTET_MODELS", cache.resolve("missing").toString())) {
      Invocations functions = target.invocations();

      Uuids.assertStored(functions.invoke("uuid", "{}").result(), stores);
      assertThat(functions.invoke("predict", Digits.plain()).isFunctionError()).isTrue();
    }
  }

  /** As a layer is, at {@code /opt/models}. */
  @Test
  @OnlyOnZips
  void aFolderOutsideTheZipIsServedToo(@TempDir Path layer) throws IOException {
    Files.createDirectories(layer.resolve("digits/7"));
    Files.copy(Artifacts.digitsModel(), layer.resolve("digits/7/model.onnx"));
    try (RunningTarget target = fresh.startWith("QUARTET_MODELS", layer.toString())) {
      assertThat(version(target.http())).isEqualTo("7");
    }
  }

  private Map<String, String> variables(String prefix) {
    return Map.of("QUARTET_MODELS", place(prefix), "QUARTET_MODELS_CACHE", cache.toString());
  }

  private Map<String, String> pinnedTo(String sha256) {
    return Map.of(
        "QUARTET_MODELS", place(prefix),
        "QUARTET_MODELS_CACHE", cache.toString(),
        "QUARTET_MODELS_SHA256", sha256);
  }

  private static String output(RunningTarget target) {
    return String.join("\n", target.process().lastLines());
  }

  private static String place(String prefix) {
    return "s3://" + Stores.NAME + "/" + prefix;
  }

  private void put(String... versions) {
    for (String version : versions) {
      stores.put(prefix + "/" + version + "/model.onnx", Artifacts.digitsModel());
    }
  }

  private void list(String... lines) {
    stores.put(prefix + "/models.sha256", String.join("\n", lines) + "\n");
  }

  private static String line(String version) {
    return sha256() + "  " + version + "/model.onnx";
  }

  private static String sha256() {
    try {
      return sha256(Files.readAllBytes(Artifacts.digitsModel()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String version(Http http) {
    return ok(http.post("/v2/models/digits/infer", REQUEST)).get("model_version").asText();
  }

  private static List<String> states(JsonNode index) {
    return index
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
