package dev.quartet.contract.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the artifacts lie. Each path can be overridden by a system property such as {@code
 * quartet.artifact.lambda-jvm}, absolute or relative to the repository's root.
 */
public final class Artifacts {

  private static final Path ROOT =
      Path.of(System.getProperty("quartet.root", "../..")).toAbsolutePath().normalize();

  private Artifacts() {}

  static Path localApp() {
    return path("local", "modules/targets/local/target/quarkus-app/quarkus-run.jar");
  }

  static Path image(TargetName target) {
    return path(target.id(), "modules/targets/" + target.id() + "/target/image");
  }

  static Path zip(TargetName target) {
    return path(target.id(), "modules/targets/" + target.id() + "/target/function.zip");
  }

  static Path localAws() {
    return path("local-aws", "modules/local-aws/target/local-aws.jar");
  }

  static Path localLambda() {
    return path("local-lambda", "modules/local-lambda/target/local-lambda.jar");
  }

  /** Images that the model has not seen, with their labels. */
  public static Path heldOutDigits() {
    return path("held-out", "loadtest/models/digits/held-out.json");
  }

  /** The model that is in every artifact. */
  public static Path digitsModel() {
    return path("model", "modules/functions/src/main/resources/models/digits/1/model.onnx");
  }

  /** A model that takes {@code x}, FP32 [-1, 4], for tens of milliseconds. */
  public static Path slowModel() {
    return path("slow-model", "modules/inference/src/test/resources/models/slow/1/model.onnx");
  }

  /** A small model of images, which gives the mean of each of the three planes. */
  public static Path coloursModel() {
    return path("colours", "modules/contract-tests/models/colours/1/model.onnx");
  }

  /** Images, and what torchvision makes of them. */
  public static Path images() {
    return path("images", "loadtest/models/resnet50/images");
  }

  /** The ResNet-50, which is in no artifact; a script makes it. */
  public static Path resnet50Model() {
    return path("resnet50", "target/models/resnet50/1/model.onnx");
  }

  /** The folder of the scripts that ask by other clients. */
  static Path pythonClients() {
    return path("clients", "modules/contract-tests/clients");
  }

  /** A model that gives what it takes, in every datatype. */
  public static Path echoModel() {
    return path("echo", "modules/inference/src/test/resources/models/echo/1/model.onnx");
  }

  static Path resnet50Check() {
    return path("resnet50-check", "loadtest/models/resnet50/check.py");
  }

  /**
   * An interpreter of Python.
   *
   * @param property names another one
   */
  static Path python(String property, String byDefault) {
    return ROOT.resolve(System.getProperty(property, byDefault)).normalize();
  }

  /** A folder for models of a target's own, which a container's user can read. Empty. */
  static Path models(TargetName target) {
    Path folder = ROOT.resolve("modules/contract-tests/target/models").resolve(target.id());
    try {
      Files.createDirectories(folder);
      return Files.createTempDirectory(
          folder,
          "",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder that keeps the output of what a target's run started. Made when it is missing. */
  static Path logs(TargetName target) {
    Path folder = ROOT.resolve("modules/contract-tests/target/logs").resolve(target.id());
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A path as a person would type it at the repository's root. */
  static String shown(Path path) {
    return path.startsWith(ROOT) ? ROOT.relativize(path).toString() : path.toString();
  }

  private static Path path(String name, String byDefault) {
    return ROOT.resolve(System.getProperty("quartet.artifact." + name, byDefault)).normalize();
  }
}
