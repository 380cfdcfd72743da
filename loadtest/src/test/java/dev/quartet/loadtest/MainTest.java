package dev.quartet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
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
    "--arm=lambda, '--arm must be one of local, fargate, lambda-jvm, lambda-native'",
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
  void helpShowsEveryOptionWithItsDefault() {
    String help = new CommandLine(new CompareCommand()).getUsageMessage();
    assertThat(help)
        .contains(
            "--quick", "--rate=N", "--blocks=N", "--memory=MB", "(default: 1769)", "--seed=N");
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    assertThat(Main.run(new String[] {"measure"})).isEqualTo(2);
  }
}
