package dev.quartet.loadtest.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.loadtest.load.Call;
import dev.quartet.loadtest.measure.FirstAnswer;
import dev.quartet.loadtest.process.Limits;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArmAvailabilityTest {
  private final Path root;
  private final ArmContext context;
  private final Arms arms;

  ArmAvailabilityTest(@TempDir Path root) throws IOException {
    this.root = root;
    this.arms = Arms.declared(Path.of(System.getProperty("quartet.root", "")));
    this.context =
        new ArmContext(
            root,
            Path.of("java"),
            Limits.likeLambda(1_769),
            Map.of(),
            root.resolve("logs"),
            new FirstAnswer(
                "predict",
                new Call(Buffer.buffer("{}"), body -> Optional.empty()),
                Duration.ofSeconds(1)),
            8);
  }

  @Test
  void everyArmNamesItsMissingArtifactAndTheRemedyInOneLine() throws Exception {
    for (Arm arm : armsWithEngine(Optional.of(Path.of("podman")))) {
      assertThat(reason(arm))
          .as(arm.name())
          .containsPattern(
              "modules/targets/.* build it with ./mvnw package|loadtest/baselines/.* build it with loadtest/baselines/build")
          .hasLineCount(1);
    }
  }

  @Test
  void theNativeArmNamesNativeImage() throws Exception {
    assertThat(reason(armsWithEngine(Optional.empty()).get(4)))
        .isEqualTo(
            "modules/targets/lambda-native/target/function.zip is missing; build it with ./mvnw package -Pnative,"
                + " which needs native-image of GraalVM CE or Mandrel 25");
  }

  @Test
  void theNativeContainerArmNamesNativeImage() throws Exception {
    assertThat(reason(armsWithEngine(Optional.of(Path.of("podman"))).get(2)))
        .isEqualTo(
            "modules/targets/fargate-native/target/image/Containerfile is missing; build it with ./mvnw package"
                + " -Pfargate-native, which needs native-image of GraalVM CE or Mandrel 25");
  }

  @Test
  void theContainerArmNamesTheMissingEngine() throws Exception {
    assertThat(reason(armsWithEngine(Optional.empty()).get(1)))
        .isEqualTo("no container engine answers; install podman or docker");
  }

  @Test
  void theContainerArmSaysInOneLineWhyItsImageCannotBeBuilt() throws Exception {
    Path image = Files.createDirectories(root.resolve("modules/targets/fargate/target/image"));
    Files.writeString(image.resolve("Containerfile"), "FROM scratch\n");
    Path engine = root.resolve("engine");
    Files.writeString(
        engine, "#!/bin/sh\necho step one\necho 'no such image: base' >&2\nexit 125\n");
    assertThat(engine.toFile().setExecutable(true)).isTrue();
    assertThat(reason(armsWithEngine(Optional.of(engine)).get(1)))
        .contains("no such image: base")
        .contains("QUARTET_BASE_IMAGE")
        .hasLineCount(1);
  }

  @Test
  void theLambdaArmsNeedLocalLambda() throws Exception {
    Path zip = root.resolve("modules/targets/lambda-jvm/target/function.zip");
    Files.createDirectories(root.resolve("modules/targets/lambda-jvm/target"));
    Files.writeString(zip, "");
    assertThat(reason(armsWithEngine(Optional.empty()).get(3)))
        .isEqualTo(
            "modules/local-lambda/target/local-lambda.jar is missing; build it with ./mvnw package");
  }

  @Test
  void theDeclaredArmsAreTheOnesThatCanBeChosen() {
    assertThat(arms.names())
        .containsExactly(
            "local",
            "fargate",
            "fargate-native",
            "lambda-jvm",
            "lambda-native",
            "axum",
            "fastapi",
            "lambda-rust",
            "lambda-python",
            "lambda-java")
        .allSatisfy(name -> assertThat(arms.knows(name)).isTrue());
    assertThat(arms.knows("tomcat")).isFalse();
    assertThat(arms.defaults()).isEqualTo(arms.names());
  }

  @Test
  void aMemorySweepMakesAnArmOfEachSizeThatTheArtifactCanHave() {
    assertThat(
            arms.swept("lambda-jvm", List.of(128, 256, 512), context, Optional.empty()).stream()
                .map(Arm::name))
        .containsExactly("lambda-jvm-256MB", "lambda-jvm-512MB");
    Arm swept = arms.swept("lambda-native", List.of(128), context, Optional.empty()).getFirst();
    assertThat(swept.deployment().sweptFrom()).isEqualTo("lambda-native");
    assertThat(swept.deployment().limits()).isEqualTo(Limits.likeLambda(128));
  }

  @Test
  void aServerThatRunsIsAnArmOfItsOwnWhenItAnswersRightly() throws Exception {
    assertThat(arms.knows("mine=http://127.0.0.1:8080")).isTrue();
    assertThat(arms.knows("mine=http://127.0.0.1:8080@123")).isTrue();
    assertThat(arms.knows("mine=here")).isFalse();
    Arm gone = arms.arm("mine=http://127.0.0.1:1@" + Long.MAX_VALUE, context, Optional.empty());
    assertThat(gone.name()).isEqualTo("mine");
    assertThat(reason(gone)).isEqualTo("there is no process " + Long.MAX_VALUE);
    Arm silent = arms.arm("mine=http://127.0.0.1:1", context, Optional.empty());
    assertThat(reason(silent)).startsWith("it doesn't answer rightly: ");
  }

  @Test
  void theSameArtifactTwiceIsTwoArms() {
    assertThat(arms.again("local", context, Optional.empty()).name()).isEqualTo("local-again");
  }

  private List<Arm> armsWithEngine(Optional<Path> engine) {
    return arms.names().stream().map(name -> arms.arm(name, context, engine)).toList();
  }

  private static String reason(Arm arm) throws InterruptedException {
    Availability availability = arm.prepare();
    assertThat(availability).isInstanceOf(Availability.Missing.class);
    return ((Availability.Missing) availability).reason();
  }
}
