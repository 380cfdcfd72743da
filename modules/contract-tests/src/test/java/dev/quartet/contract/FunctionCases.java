package dev.quartet.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartet.contract.manifest.BrokenInputs;
import dev.quartet.contract.manifest.FunctionEntry;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Makes one test for each function, named by the function and the behaviour. */
final class FunctionCases {

  private FunctionCases() {}

  /** What is checked of one function with one input that is broken at {@code pointer}. */
  @FunctionalInterface
  interface BrokenCheck {
    void of(FunctionEntry function, JsonNode input, String pointer);
  }

  static Stream<DynamicTest> each(
      Stream<FunctionEntry> functions, String behaviour, Consumer<FunctionEntry> check) {
    return functions.map(
        function ->
            DynamicTest.dynamicTest(
                function.name() + ": " + behaviour, () -> check.accept(function)));
  }

  /**
   * One test for each place of each function's input.
   *
   * @param kind how the inputs are broken
   * @param behaviour with {@code %s} where the place goes
   */
  static Stream<DynamicTest> eachBroken(
      Stream<FunctionEntry> functions,
      Function<BrokenInputs, List<BrokenInputs.Broken>> kind,
      String behaviour,
      BrokenCheck check) {
    return functions.flatMap(
        function ->
            function.broken().map(kind).stream()
                .flatMap(List::stream)
                .map(
                    broken ->
                        DynamicTest.dynamicTest(
                            function.name() + ": " + behaviour.formatted(broken.pointer()),
                            () ->
                                broken
                                    .inputs()
                                    .forEach(
                                        input -> check.of(function, input, broken.pointer())))));
  }
}
