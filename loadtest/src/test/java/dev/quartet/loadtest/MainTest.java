package dev.quartet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class MainTest {
  @ParameterizedTest
  @CsvSource({
    "--rate=0, --rate must be above 0",
    "--duration-seconds=-1, --duration-seconds must be above 0",
    "--blocks=0, --blocks must be above 0",
    "--memory=64, --memory must be from 128 to 10240",
    "--arm=lambda, '--arm must be one of local, fargate, fargate-native, lambda-jvm, lambda-native, '",
    "--cold-starts=-1, --cold-starts must be 0 or more",
    "--max-lateness-millis=0, --max-lateness-millis must be above 0",
  })
  void aWrongOptionIsNamedWithWhatWasExpected(String option, String message) {
    StringWriter errors = new StringWriter();
    int exitCode =
        new CommandLine(new CompareCommand())
            .setErr(new PrintWriter(errors))
            .execute("--quick", option);
    assertThat(exitCode).isEqualTo(2);
    assertThat(errors.toString()).contains(message);
  }

  @Test
  void anUnknownFunctionIsRefusedWithTheNamesOfThoseThatWereBuilt(@TempDir Path root)
      throws IOException {
    Files.createDirectories(root.resolve("loadtest"));
    Files.writeString(root.resolve("loadtest/pom.xml"), "");
    Files.createDirectories(root.resolve("loadtest/arms"));
    Path target = Files.createDirectories(root.resolve("modules/targets/local/target"));
    Files.writeString(
        target.resolve("functions.json"),
        "{\"schemaVersion\":1,\"functions\":[{\"name\":\"greet\"},{\"name\":\"uuid\"}]}");
    String before = System.getProperty("quartet.root", "");
    System.setProperty("quartet.root", root.toString());
    try {
      StringWriter errors = new StringWriter();
      int exitCode =
          new CommandLine(new CompareCommand())
              .setErr(new PrintWriter(errors))
              .execute("--function=greet", "--function=great");
      assertThat(exitCode).isEqualTo(2);
      assertThat(errors.toString()).contains("--function must be one of greet, uuid, was great");
    } finally {
      System.setProperty("quartet.root", before);
    }
  }

  @Test
  void helpShowsEveryOptionWithItsDefault() {
    String help = new CommandLine(new CompareCommand()).getUsageMessage();
    assertThat(help)
        .contains(
            "--quick",
            "--function=NAME",
            "--rate=N",
            "--blocks=N",
            "--memory=MB",
            "(default: 1769)",
            "--seed=N");
  }

  @ParameterizedTest
  @CsvSource({
    "--servers=tomcat, '--servers must be of quartet-jar, quartet-container, quartet-native, axum, fastapi, mlserver, axum-matmul, fastapi-matmul, was tomcat'",
    "--server=here, '--server must be NAME=URL@PID, was here'",
    "--scenario=grpc, '--scenario must be of predict, oip-json, oip-binary, matmul, was grpc'",
    "--connections=0, '--connections must be 1 or more, was 0'",
    "--rounds=0, '--rounds must be 1 or more, was 0'",
    "--threads=0, '--threads must be 1 or more, was 0'",
  })
  void aWrongOptionOfTheBenchIsNamedWithWhatWasExpected(String option, String message) {
    StringWriter errors = new StringWriter();
    int exitCode =
        new CommandLine(new BenchCommand()).setErr(new PrintWriter(errors)).execute(option);
    assertThat(exitCode).isEqualTo(2);
    assertThat(errors.toString()).contains(message);
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    assertThat(Main.run(new String[] {"measure"})).isEqualTo(2);
  }
}
