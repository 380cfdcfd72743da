package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ContractTest
final class HttpSurfaceIT {

  private final Http http;

  HttpSurfaceIT(Http http) {
    this.http = http;
  }

  @ParameterizedTest
  @CsvSource({
    "/predict, GET, POST",
    "/predict, PUT, POST",
    "/predict, DELETE, POST",
    "/uuid, GET, POST",
    "/uuid, PATCH, POST",
    "/functions, POST, GET",
    "/functions, DELETE, GET"
  })
  void aMethodThatThePathDoesNotTake(String path, String method, String allowed) {
    Answer answer = Http.send(http.to(path).method(method, BodyPublishers.noBody()));

    Problem.in(answer, 405);
    assertThat(answer.header("Allow")).as(answer.toString()).get().asString().contains(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nope",
        "/predict/nope",
        "/uuid/1",
        "/functions/nope",
        "/predict%20",
        "/a/b/c?d=e&f"
      })
  void aPathThatLeadsNowhere(String path) {
    Problem.in(http.get(path), 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/predict", "/uuid", "/functions", "/nope"})
  void headAndOptionsAreNoErrorOfOurs(String path) {
    for (String method : new String[] {"HEAD", "OPTIONS"}) {
      Answer answer = Http.send(http.to(path).method(method, BodyPublishers.noBody()));

      assertThat(answer.status()).as("%s %s: %s", method, path, answer).isLessThan(500);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/predict", "/uuid", "/functions", "/functions/nope", "/nope"})
  void theRequestIdComesBackAlsoWithAnError(String path) {
    Answer answer = Http.send(http.to(path).header("X-Request-Id", "contract-42").GET());

    assertThat(answer.header("X-Request-Id")).as(answer.toString()).hasValue("contract-42");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/predict", "/functions", "/nope"})
  void aRequestIdIsMadeWhenThereIsNoneAndADifferentOneEachTime(String path) {
    String first = http.get(path).header("X-Request-Id").orElse("");
    String second = http.get(path).header("X-Request-Id").orElse("");

    assertThat(first).isNotBlank().isNotEqualTo(second);
  }

  @Test
  void bothFunctionsAreListedWithTheirSchemas() {
    Answer answer = http.get("/functions");

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    JsonNode json = answer.json();
    JsonNode functions = json.isArray() ? json : json.path("functions");
    List<String> names = new ArrayList<>();
    for (JsonNode function : functions) {
      names.add(function.path("name").asText());
      assertThat(schema(function, "input")).as(function.toString()).isNotEmpty();
      assertThat(schema(function, "output")).as(function.toString()).isNotEmpty();
    }
    assertThat(names).containsExactlyInAnyOrder("predict", "uuid");
  }

  private static JsonNode schema(JsonNode function, String direction) {
    JsonNode schema = function.path(direction + "Schema");
    return schema.isMissingNode() ? function.path(direction) : schema;
  }
}
