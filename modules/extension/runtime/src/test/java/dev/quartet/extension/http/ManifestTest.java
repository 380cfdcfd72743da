package dev.quartet.extension.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {

  private static final String JSON =
      """
      {"functions": [
        {"name": "twice", "triggers": [
          {"type": "direct"},
          {"type": "schedule", "expression": "rate(5 minutes)", "input": {"n": 1}},
          {"type": "schedule", "expression": "rate(1 day)", "input": {"n": 2}}]},
        {"name": "once", "triggers": [
          {"type": "schedule", "expression": "rate(5 minutes)"}]},
        {"name": "never", "triggers": [{"type": "direct"}]}]}
      """;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final Application application = new Application();

  @BeforeEach
  void enterTheApplication() {
    Thread.currentThread().setContextClassLoader(application);
  }

  @AfterEach
  void leaveIt() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"twice | {\"n\":1}", "once | {}", "never | {}", "unknown | {}"})
  void theInputOfAScheduleIsTheFirstOneThatIsDeclared(String function, String input) {
    assertThat(new Manifest().inputOf(function)).hasToString(input);
  }

  @Test
  void itIsReadWhenItIsFirstAskedForAndNotAgain() {
    Manifest manifest = new Manifest();
    assertThat(application.reads).isZero();

    manifest.functions();
    manifest.function("once");

    assertThat(application.reads).isEqualTo(1);
  }

  @Test
  void aManifestThatIsNotThereIsNamed() {
    application.manifest = null;

    assertThatThrownBy(new Manifest()::functions)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("functions.json");
  }

  /**
   * The class loader of an application, which in dev mode is another than that of its libraries.
   */
  private static final class Application extends ClassLoader {

    private @Nullable String manifest = JSON;
    private int reads;

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      if (manifest == null || !name.equals("functions.json")) {
        return null;
      }
      reads++;
      return new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8));
    }
  }
}
