package dev.quartet.loadtest.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.cost.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** By the example that the cycle against the emulator holds to what was really applied. */
final class TerraformOutputsTest {
  private final String example =
      Files.readString(
          Path.of(System.getProperty("quartet.root", ""))
              .resolve("terraform/tests/fixtures/outputs.json"));

  TerraformOutputsTest() throws IOException {}

  @Test
  void theArmsAreThoseOfTheOutputWithTheirAddressesAndSizes() throws IOException {
    TerraformOutputs outputs = TerraformOutputs.parse(example);
    assertThat(outputs.region()).isEqualTo("us-east-1");
    assertThat(outputs.arms())
        .extracting(ProvisionedArm::name)
        .containsExactly("fargate", "lambda-jvm", "lambda-native");
    ProvisionedArm fargate = outputs.arms().getFirst();
    assertThat(fargate.hosting()).isEqualTo(Hosting.FARGATE);
    assertThat(fargate.architecture()).isEqualTo(Architecture.X86);
    assertThat(fargate.vcpus()).isEqualTo(1);
    assertThat(fargate.functions())
        .contains(
            new ProvisionedArm.Function(
                "uuid",
                "http://quartet-fargate-1234567890.us-east-1.elb.amazonaws.com/uuid",
                "NONE",
                null,
                2_048,
                null,
                null,
                null,
                0));
    ProvisionedArm jvm = outputs.arms().get(1);
    assertThat(jvm.hosting()).isEqualTo(Hosting.LAMBDA);
    assertThat(jvm.functions())
        .allSatisfy(
            function -> {
              assertThat(function.url()).startsWith("https://");
              assertThat(function.authorization()).isEqualTo("AWS_IAM");
              assertThat(function.memoryMegabytes()).isEqualTo(1_769);
            });
  }

  @Test
  void anotherShapeIsRefusedWithTheMemberThatIsWrong() {
    assertThatThrownBy(() -> TerraformOutputs.parse("{}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no output 'comparison': apply first");
    assertThatThrownBy(
            () ->
                TerraformOutputs.parse(
                    example.replace("\"schema_version\": 1", "\"schema_version\": 2")))
        .hasMessage("comparison.schema_version must be 1, was 2");
    assertThatThrownBy(
            () ->
                TerraformOutputs.parse(
                    example.replaceFirst("\"kind\": \"container\"", "\"kind\": \"pod\"")))
        .hasMessage("comparison.arms.fargate.kind must be lambda or container");
    assertThatThrownBy(() -> TerraformOutputs.parse("terraform")).hasMessageContaining("no JSON");
  }
}
