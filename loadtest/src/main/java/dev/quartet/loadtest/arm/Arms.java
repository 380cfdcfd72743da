package dev.quartet.loadtest.arm;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All arms that are declared, in the order of tables. */
public final class Arms {
  private Arms() {}

  /**
   * @param containerEngine the engine of this machine; empty when it has none
   */
  public static List<Arm> declared(ArmContext context, Optional<Path> containerEngine) {
    return List.of(
        new LocalArm(context),
        new ContainerArm(
            context, "fargate", "modules/targets/fargate/target/image", containerEngine),
        new ContainerArm(
            context,
            "fargate-native",
            "modules/targets/fargate-native/target/image",
            containerEngine),
        new LambdaArm(
            context, "lambda-jvm", "modules/targets/lambda-jvm/target/function.zip", "lambda-jvm"),
        new LambdaArm(
            context,
            "lambda-native",
            "modules/targets/lambda-native/target/function.zip",
            "native"));
  }

  /** The names for {@code --arm}. */
  public static List<String> names() {
    return List.of("local", "fargate", "fargate-native", "lambda-jvm", "lambda-native");
  }
}
