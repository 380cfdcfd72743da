package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import java.net.http.HttpRequest.BodyPublishers;
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
    "/predict, PUT, POST",
    "/predict, DELETE, POST",
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
}
