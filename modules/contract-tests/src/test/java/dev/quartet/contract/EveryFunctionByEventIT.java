package dev.quartet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.harness.ContractTest;
import dev.quartet.contract.harness.Http;
import dev.quartet.contract.harness.Invocation;
import dev.quartet.contract.harness.Invocations;
import dev.quartet.contract.harness.OnlyOnZips;
import dev.quartet.contract.manifest.BrokenInputs;
import dev.quartet.contract.manifest.FunctionEntry;
import dev.quartet.contract.manifest.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds by direct invocation and from a queue for every function that the target lists, by its
 * manifest alone. What a schema leaves nothing to break for has no case.
 */
@ContractTest
@OnlyOnZips
final class EveryFunctionByEventIT {

  private final Http http;
  private final Invocations invocations;

  EveryFunctionByEventIT(Http http, Invocations invocations) {
    this.http = http;
    this.invocations = invocations;
  }

  @TestFactory
  Stream<DynamicTest> itsSample() {
    return Stream.concat(
        FunctionCases.each(
            functions().filter(function -> function.output().isPresent()),
            "its sample as an event is answered as its output schema says",
            function -> {
              JsonNode result = invoke(function, function.sample()).result();
              Schema output = function.output().orElseThrow();
              assertThat(output.problemsOf(result)).as("%s in %s", result, output).isEmpty();
            }),
        FunctionCases.each(
            functions().filter(function -> function.output().isEmpty()),
            "its sample as an event is answered with nothing",
            function -> {
              Invocation invocation = invoke(function, function.sample());
              assertThat(invocation.isFunctionError()).as(invocation.toString()).isFalse();
              assertThat(invocation.answer().status()).isEqualTo(200);
              assertThat(invocation.answer().body()).isIn("", "null");
            }));
  }

  @TestFactory
  Stream<DynamicTest> aMissingField() {
    return FunctionCases.eachBroken(
        functions(),
        BrokenInputs::missingFields,
        "an event without %s is BadInput and names that field",
        this::assertBadInput);
  }

  @TestFactory
  Stream<DynamicTest> aWrongType() {
    return FunctionCases.eachBroken(
        functions(),
        BrokenInputs::wrongTypes,
        "an event with another type at %s is BadInput and names that field",
        this::assertBadInput);
  }

  @TestFactory
  Stream<DynamicTest> aBatch() {
    return Stream.concat(
        FunctionCases.each(
            functions().filter(function -> bad(function).isPresent()),
            "of a batch exactly the bad message fails",
            function -> {
              String good = function.sample().toString();
              String bad = bad(function).orElseThrow().toString();
              assertThat(failures(function, List.of(good, bad, good))).containsExactly("message-1");
            }),
        FunctionCases.each(
            functions().filter(function -> bad(function).isEmpty()),
            "of a batch no message fails",
            function -> {
              String good = function.sample().toString();
              assertThat(failures(function, List.of(good, good))).isEmpty();
            }));
  }

  private List<String> failures(FunctionEntry function, List<String> bodies) {
    return new SqsBatch(bodies).failuresOf(function.name(), invocations);
  }

  /** An input that the schema refuses, if it refuses any. */
  private static Optional<JsonNode> bad(FunctionEntry function) {
    return function.broken().stream()
        .flatMap(
            broken ->
                Stream.concat(
                    broken.wrongTypes().stream()
                        .map(BrokenInputs.Broken::inputs)
                        .flatMap(List::stream),
                    broken.wrongWholes().stream()))
        .findFirst();
  }

  private void assertBadInput(FunctionEntry function, JsonNode input, String pointer) {
    assertThat(LambdaErrors.messageOf(invoke(function, input), "BadInput")).contains(pointer);
  }

  private Invocation invoke(FunctionEntry function, JsonNode event) {
    return invocations.invoke(function.name(), event.toString());
  }

  private Stream<FunctionEntry> functions() {
    return FunctionEntry.all(http).stream();
  }
}
