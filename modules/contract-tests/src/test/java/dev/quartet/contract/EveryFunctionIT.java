package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.harness.Answer;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.OnlyOnServers;
import dev.quartet.contract.manifest.BrokenInputs;
import dev.quartet.contract.manifest.FunctionEntry;
import dev.quartet.contract.manifest.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds over HTTP for every function that the target lists, by its manifest alone. What a
 * schema leaves nothing to break for has no case.
 */
@ContractTest
final class EveryFunctionIT {

  private static final int LARGEST_BODY_BYTES = 1_048_576;

  private static final List<String> TAKEN =
      List.of(
          "application/json", "application/cloudevents+json", "application/cloudevents-batch+json");

  private final Http http;

  EveryFunctionIT(Http http) {
    this.http = http;
  }

  @Test
  void theManifestListsPredictAndUuidAtLeast() {
    assertThat(FunctionEntry.all(http))
        .extracting(FunctionEntry::name)
        .doesNotHaveDuplicates()
        .contains("predict", "uuid");
  }

  @TestFactory
  Stream<DynamicTest> itsSample() {
    return Stream.concat(
        each(
            function -> function.output().isPresent(),
            "its sample is answered as its output schema says",
            function -> {
              Answer answer = http.post(function.path(), function.sample().toString());
              assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
              assertThat(answer.mediaType()).as(answer.toString()).isEqualTo("application/json");
              assertFits(function.output(), answer.json());
            }),
        each(
            function -> function.output().isEmpty(),
            "its sample is answered with status 204 and nothing else",
            function -> {
              Answer answer = http.post(function.path(), function.sample().toString());
              assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
              assertThat(answer.body()).isEmpty();
            }));
  }

  @TestFactory
  Stream<DynamicTest> itsSampleIsAnInput() {
    return each(
        function -> function.input().isPresent(),
        "its sample fits its input schema",
        function -> assertFits(function.input(), function.sample()));
  }

  @TestFactory
  Stream<DynamicTest> aMissingField() {
    return eachBroken(
        BrokenInputs::missingFields,
        "without %s it names that field",
        (function, input, pointer) ->
            Problem.in(http.post(function.path(), input.toString()), 400, 422).names(pointer));
  }

  @TestFactory
  Stream<DynamicTest> aWrongType() {
    return eachBroken(
        BrokenInputs::wrongTypes,
        "another type at %s is named as that field's",
        (function, input, pointer) ->
            Problem.in(http.post(function.path(), input.toString()), 400).names(pointer));
  }

  @TestFactory
  Stream<DynamicTest> aBodyOfAnotherType() {
    return each(
        function -> wrongWholes(function).isPresent(),
        "a body of another type than its input is refused",
        function ->
            wrongWholes(function)
                .orElseThrow()
                .forEach(
                    body -> {
                      Problem problem =
                          Problem.in(http.post(function.path(), body.toString()), 400);
                      if (function.input().orElseThrow().isOfAnObject()) {
                        problem.expects("object");
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aBodyWithNothingInIt() {
    return each(
        function -> function.input().isPresent(),
        "a body with nothing in it is refused",
        function -> {
          for (String nothing : List.of("", " ", "\n", "null")) {
            Problem.in(http.post(function.path(), nothing), 400);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> aHugeBody() {
    return each(
        function -> true,
        "a body that is too large is refused with the limit",
        function -> {
          String huge = " ".repeat(LARGEST_BODY_BYTES) + function.sample();
          Problem.in(http.post(function.path(), huge), 413)
              .expects(String.valueOf(LARGEST_BODY_BYTES));
        });
  }

  @TestFactory
  Stream<DynamicTest> anUnknownField() {
    return each(
        function -> function.sampleWithAnUnknownField().isPresent(),
        "a field that it does not know is ignored",
        function -> {
          String more = function.sampleWithAnUnknownField().orElseThrow().toString();
          Answer answer = http.post(function.path(), more);
          assertThat(answer.status()).as(answer.toString()).isIn(200, 204);
          if (function.output().isPresent()) {
            assertFits(function.output(), answer.json());
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> anotherMethod() {
    return each(
        function -> true,
        "GET is refused and POST named",
        function -> {
          Answer answer = http.get(function.path());
          Problem.in(answer, 405);
          assertThat(answer.header("Allow"))
              .as(answer.toString())
              .get()
              .asString()
              .contains("POST");
        });
  }

  @OnlyOnServers
  @TestFactory
  Stream<DynamicTest> openApi() {
    ApiDescription api = ApiDescription.of(http);
    return Stream.concat(
        each(
            function -> function.input().isPresent(),
            "OpenAPI has its path, what it takes, its input's schema and an example of it",
            function -> {
              ApiDescription.Operation operation = api.post(function.path());
              assertThat(operation.inputSchema()).as(operation.toString()).isNotEmpty();
              Schema input = function.input().orElseThrow();
              assertThat(operation.inputSchema().path("properties").fieldNames())
                  .toIterable()
                  .containsExactlyInAnyOrderElementsOf(input.properties());
              assertFits(function.input(), operation.inputExample());
              assertThat(operation.inputTypes()).containsExactlyInAnyOrderElementsOf(TAKEN);
              assertThat(operation.response(415).path("description").asText()).contains(TAKEN);
            }),
        each(
            function -> true,
            "OpenAPI has its answer",
            function -> {
              ApiDescription.Operation operation = api.post(function.path());
              if (function.output().isPresent()) {
                assertThat(operation.outputSchema(200).path("properties").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrderElementsOf(
                        function.output().orElseThrow().properties());
              } else {
                assertThat(operation.response(204).isObject()).as(operation.toString()).isTrue();
              }
            }));
  }

  private static Optional<List<JsonNode>> wrongWholes(FunctionEntry function) {
    return function.broken().map(BrokenInputs::wrongWholes).filter(wholes -> !wholes.isEmpty());
  }

  private static void assertFits(Optional<Schema> schema, JsonNode value) {
    assertThat(schema.orElseThrow().problemsOf(value)).as("%s in %s", value, schema).isEmpty();
  }

  private Stream<DynamicTest> each(
      Predicate<FunctionEntry> applies, String behaviour, Consumer<FunctionEntry> check) {
    return FunctionCases.each(FunctionEntry.all(http).stream().filter(applies), behaviour, check);
  }

  private Stream<DynamicTest> eachBroken(
      Function<BrokenInputs, List<BrokenInputs.Broken>> kind,
      String behaviour,
      FunctionCases.BrokenCheck check) {
    return FunctionCases.eachBroken(FunctionEntry.all(http).stream(), kind, behaviour, check);
  }
}
