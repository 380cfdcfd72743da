package dev.quartet.loadtest.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.loadtest.arm.Arm;
import dev.quartet.loadtest.arm.Availability;
import dev.quartet.loadtest.arm.Footprint;
import dev.quartet.loadtest.arm.Hosting;
import dev.quartet.loadtest.arm.RunningArm;
import dev.quartet.loadtest.arm.Usage;
import dev.quartet.loadtest.cost.Architecture;
import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.measure.ColdStart;
import dev.quartet.loadtest.measure.FirstAnswer;
import dev.quartet.loadtest.terraform.ProvisionedArm;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

final class LambdaOnAwsTest {
  private static final Call CALL = new Call(Buffer.buffer("{}"), _ -> Optional.empty());

  private final FakeAws aws = new FakeAws();
  private final AwsAccount account =
      new AwsAccount(
          "eu-central-1",
          StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
          Optional.of(aws.uri()),
          Duration.ofMillis(5),
          Duration.ofMillis(500));
  private final List<String> complaints = new ArrayList<>();

  LambdaOnAwsTest() throws IOException {}

  @AfterEach
  void close() {
    account.close();
    aws.close();
  }

  @Test
  void aColdStartIsTheFirstAnswerOfANewVersionWithTheInitOfItsReport() throws Exception {
    try (RunningArm running = arm("AWS_IAM", 0).start()) {
      ColdStart first = running.coldStart().orElseThrow();
      ColdStart second = running.coldStart().orElseThrow();

      assertThat(first.initMillis()).hasValue(41.25);
      assertThat(first.firstAnswerMillis()).isPositive();
      assertThat(second.initMillis()).hasValue(42.25);
      assertThat(aws.aliasVersion).isEqualTo("3");
      assertThat(aws.variables).containsKey("QUARTET_COLD_START");
    }
  }

  @Test
  void theFunctionIsPutBackAsItWas() throws Exception {
    try (RunningArm running = arm("AWS_IAM", 0).start()) {
      running.coldStart();
    }

    assertThat(aws.variables).isEqualTo(Map.of("QUARTET_BUCKET", "quartet"));
    assertThat(aws.aliasVersion).isEqualTo("1");
    assertThat(aws.versions).containsExactly("1");
    assertThat(complaints).isEmpty();
  }

  @Test
  void whatCanNotBePutBackIsTold() throws Exception {
    try (RunningArm running = arm("AWS_IAM", 0).start()) {
      running.coldStart();
      aws.refuses = true;
    }

    assertThat(complaints)
        .singleElement()
        .asString()
        .contains("quartet-uuid is not as it was; take QUARTET_COLD_START out of its variables")
        .contains("not authorized");
    assertThat(aws.aliasVersion).isEqualTo("1");
    assertThat(aws.versions).containsExactly("1");
  }

  @Test
  void variablesThatAreNotShownAreNotReplaced() throws Exception {
    try (RunningArm running = arm("AWS_IAM", 0).start()) {
      aws.hidesVariables = true;

      assertThatThrownBy(running::coldStart)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not show its variables")
          .hasMessageContaining("kms:Decrypt");
    }
    assertThat(aws.variables).isEqualTo(Map.of("QUARTET_BUCKET", "quartet"));
  }

  @Test
  void theInitOfAnEarlierEnvironmentIsNoneOfThisColdStart() throws Exception {
    aws.reportsLateMillis = 60;
    try (RunningArm running = arm("AWS_IAM", 0).start()) {
      assertThat(running.coldStart().orElseThrow().initMillis()).hasValue(41.25);
      assertThat(running.coldStart().orElseThrow().initMillis()).hasValue(42.25);
      assertThat(running.usage().billedInvocations()).isEqualTo(3);
    }
  }

  @Test
  void aRefusedChangeIsNoColdStart() throws Exception {
    try (RunningArm running = arm("AWS_IAM", 0).start()) {
      aws.refuses = true;

      assertThatThrownBy(running::coldStart)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("quartet-uuid can't be started anew")
          .hasMessageContaining("not authorized");
    }
  }

  @Test
  void environmentsThatAreProvisionedAreNotStartedAnew() throws Exception {
    try (RunningArm running = arm("AWS_IAM", 2).start()) {
      assertThat(running.coldStart()).isEmpty();
      assertThat(running.remarks()).anyMatch(remark -> remark.startsWith("2 environments"));
      assertThat(aws.aliasVersion).isEqualTo("1");
    }
  }

  @Test
  void callsAreSignedWhereTheUrlWantsIt() throws Exception {
    try (RunningArm running = arm("AWS_IAM", 0).start()) {
      Call signed = running.made("uuid", List.of(CALL)).getFirst();

      assertThat(aws.authorizations.getFirst())
          .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
          .contains("/eu-central-1/lambda/aws4_request");
      assertThat(signed.headers()).containsKeys("Authorization", "X-Amz-Date");
      assertThat(signed.body()).isEqualTo(CALL.body());
    }
    try (RunningArm running = arm("NONE", 0).start()) {
      assertThat(running.made("uuid", List.of(CALL))).containsExactly(CALL);
      assertThat(aws.authorizations.getLast()).isNull();
    }
  }

  @Test
  void theBillAndTheMemoryAreThoseOfTheReportsEachCountedOnce() throws Exception {
    try (RunningArm running = arm("NONE", 0).start()) {
      running.coldStart();
      Usage usage = running.usage();

      assertThat(usage.billedInvocations()).isEqualTo(2);
      assertThat(usage.billedMillis()).hasValue(3 + 43);
      assertThat(usage.cpuSeconds()).isEmpty();
      Footprint footprint = running.footprint();
      assertThat(footprint.peakMegabytes()).hasValue(91);
      assertThat(footprint.instances()).isEqualTo(2);
    }
  }

  @Test
  void anArmIsWhatIsDeployed() throws Exception {
    Arm arm = arm("NONE", 0);

    assertThat(arm.prepare()).isInstanceOf(Availability.Ready.class);
    assertThat(arm.serves("uuid")).isTrue();
    assertThat(arm.serves("predict")).isFalse();
    assertThat(arm.artifactMegabytes()).hasValue(48);
    assertThat(arm.deployment().onAws()).isTrue();
    assertThat(arm.deployment().hosting()).isEqualTo(Hosting.LAMBDA);
  }

  private Arm arm(String authorization, int provisionedConcurrency) {
    ProvisionedArm provisioned =
        new ProvisionedArm(
            "lambda-native",
            Hosting.LAMBDA,
            Architecture.X86,
            0,
            0,
            1,
            1,
            null,
            null,
            List.of(
                new ProvisionedArm.Function(
                    "uuid",
                    aws.uri() + "/uuid",
                    authorization,
                    null,
                    512,
                    FakeAws.FUNCTION,
                    FakeAws.ALIAS,
                    FakeAws.LOG_GROUP,
                    provisionedConcurrency)));
    return account.arm(
        provisioned, false, new FirstAnswer("uuid", CALL, Duration.ofSeconds(5)), complaints::add);
  }
}
