package dev.quartet.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BaselinesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Axum loads the library of FastAPI's packages. */
  @ParameterizedTest
  @ValueSource(strings = {"python", "mlserver"})
  void aBaselineRunsTheOnnxRuntimeThatQuartetRuns(String baseline) throws IOException {
    String quartets =
        version("modules/platform/pom.xml", "<onnxruntime.version>([^<]+)</onnxruntime.version>");
    assertThat(
            version(
                "loadtest/baselines/" + baseline + "/requirements.txt", "(?m)^onnxruntime==(.+)$"))
        .isEqualTo(quartets);
  }

  private static String version(String file, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(ROOT.resolve(file)));
    assertThat(matcher.find()).as("%s names a version of ONNX Runtime", file).isTrue();
    return matcher.group(1);
  }
}
