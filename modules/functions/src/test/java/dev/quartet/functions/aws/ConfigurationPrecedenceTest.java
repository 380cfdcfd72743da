package dev.quartet.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which value counts when several say one: with Quarkus's own sources, and nothing of ours. */
class ConfigurationPrecedenceTest {

  private static final String ATTEMPTS = "quartet.aws.attempts";

  private final Path applicationFolder;

  ConfigurationPrecedenceTest(@TempDir Path applicationFolder) {
    this.applicationFolder = applicationFolder;
  }

  @Test
  void theDefaultCountsWhereNobodySaysAnything() throws Exception {
    assertThat(attempts(Map.of())).isEqualTo(3);
  }

  @Test
  void applicationPropertiesComeBeforeTheDefault() throws Exception {
    applicationProperties(ATTEMPTS + "=4");

    assertThat(attempts(Map.of())).isEqualTo(4);
  }

  @Test
  void theEnvironmentComesBeforeApplicationProperties() throws Exception {
    applicationProperties(ATTEMPTS + "=4");

    assertThat(attempts(Map.of("QUARTET_AWS_ATTEMPTS", "5"))).isEqualTo(5);
  }

  @Test
  void systemPropertiesComeBeforeTheEnvironment() throws Exception {
    System.setProperty(ATTEMPTS, "6");
    try {
      assertThat(attempts(Map.of("QUARTET_AWS_ATTEMPTS", "5"))).isEqualTo(6);
    } finally {
      System.clearProperty(ATTEMPTS);
    }
  }

  @Test
  void theFunctionsOwnDefaultsComeAfterApplicationProperties() throws Exception {
    String timeLimit = "quarkus.s3.api-call-timeout";
    assertThat(config(Map.of()).getRawValue(timeLimit)).isEqualTo("5S");

    applicationProperties(timeLimit + "=7S");

    assertThat(config(Map.of()).getRawValue(timeLimit)).isEqualTo("7S");
  }

  private void applicationProperties(String line) throws IOException {
    Files.writeString(applicationFolder.resolve("application.properties"), line);
  }

  private int attempts(Map<String, String> environment) throws IOException {
    return config(environment).getConfigMapping(StoresConfig.class).aws().attempts();
  }

  private SmallRyeConfig config(Map<String, String> environment) throws IOException {
    try (URLClassLoader application =
        new URLClassLoader(
            new URL[] {applicationFolder.toUri().toURL()}, StoresConfig.class.getClassLoader())) {
      return ConfigUtils.configBuilder()
          .forClassLoader(application)
          .withSources(new EnvConfigSource(environment, EnvConfigSource.ORDINAL))
          .withMapping(StoresConfig.class)
          .withMappingIgnore("quartet.**")
          .build();
    }
  }
}
