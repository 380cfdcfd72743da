package dev.quartet.contract.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A target as its artifact: what it lacks on this machine, and how it is started. */
public sealed interface Target permits LocalApp, Container, LambdaZip {

  String READY = "/q/health/ready";
  String LIVE = "/q/health/live";

  TargetName name();

  /** What this machine lacks to run the target, and the remedy; empty when nothing is missing. */
  Optional<String> missing();

  /**
   * Starts it and waits until it serves.
   *
   * @param purpose names the log file, such as {@code suite}
   * @param variables environment variables of the functions, beside those that lead to the stores
   * @param awaitedPath what a server answers with 200 when it is waited for no longer
   * @throws IllegalStateException with its last lines of output, when it does not come up
   */
  RunningTarget start(
      LocalAws aws, String purpose, Map<String, String> variables, String awaitedPath);

  /** The target of that name, with what every target needs checked first. */
  static Target named(TargetName name) {
    return switch (name) {
      case LOCAL -> new LocalApp();
      case FARGATE -> new Container(name, "./mvnw verify -Pfargate");
      case FARGATE_NATIVE ->
          new Container(name, "./mvnw verify -Pfargate-native, needs native-image");
      case LAMBDA_JVM -> new LambdaZip(name, "./mvnw verify -Plambda-jvm");
      case LAMBDA_NATIVE -> new LambdaZip(name, "./mvnw verify -Pnative, needs native-image");
    };
  }

  /** Says that an artifact is not there and how to make it; empty when it is there. */
  static Optional<String> notBuilt(Path artifact, String remedy) {
    return Files.exists(artifact)
        ? Optional.empty()
        : Optional.of("%s is not built (%s)".formatted(Artifacts.shown(artifact), remedy));
  }
}
