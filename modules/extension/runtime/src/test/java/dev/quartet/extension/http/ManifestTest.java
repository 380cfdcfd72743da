package dev.quartet.extension.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {

  private static final Manifest MANIFEST =
      new Manifest(
          """
          {"functions": [
            {"name": "twice", "triggers": [
              {"type": "direct"},
              {"type": "schedule", "expression": "rate(5 minutes)", "input": {"n": 1}},
              {"type": "schedule", "expression": "rate(1 day)", "input": {"n": 2}}]},
            {"name": "once", "triggers": [
              {"type": "schedule", "expression": "rate(5 minutes)"}]},
            {"name": "never", "triggers": [{"type": "direct"}]}]}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"twice | {\"n\":1}", "once | {}", "never | {}", "unknown | {}"})
  void theInputOfAScheduleIsTheFirstOneThatIsDeclared(String function, String input) {
    assertThat(MANIFEST.inputOf(function)).hasToString(input);
  }
}
