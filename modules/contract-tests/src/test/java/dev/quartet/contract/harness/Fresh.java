package dev.quartet.contract.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts instances of their own, for tests that end, kill or configure one. */
public final class Fresh {

  private final Target target;
  private final LocalAws aws;
  private final AtomicInteger started = new AtomicInteger();

  Fresh(Target target, LocalAws aws) {
    this.target = target;
    this.aws = aws;
  }

  /** One more instance of the target, on the suite's stores. */
  public RunningTarget start() {
    return start(aws, Map.of());
  }

  /** One more instance of the target, on stores of its own. */
  public RunningTarget start(LocalAws stores) {
    return start(stores, Map.of());
  }

  /** One more instance of the target, with one environment variable more. */
  public RunningTarget startWith(String variable, String value) {
    return start(aws, Map.of(variable, value));
  }

  /** One more instance of the target, with more environment variables. */
  public RunningTarget startWith(Map<String, String> variables) {
    return start(aws, variables);
  }

  /**
   * One more instance of a server, with more environment variables, which lives and need not be
   * ready.
   */
  public RunningTarget startUnready(Map<String, String> variables) {
    return target.start(aws, purpose(), variables, Target.LIVE);
  }

  /**
   * One more instance of the target, with a folder of its own of two models: the digits, and one of
   * images, of which it is told.
   *
   * @param file of the model of images
   */
  public RunningTarget startWithImageModel(String name, Path file) {
    Path folder = Artifacts.models(target.name());
    copyModel(Artifacts.digitsModel(), folder.resolve("digits/1"));
    copyModel(file, folder.resolve(name).resolve("1"));
    return startWith(
        Map.of("QUARTET_MODELS", folder.toString(), "QUARTET_SERVING_IMAGE_MODEL", name));
  }

  private static void copyModel(Path file, Path version) {
    try {
      Files.createDirectories(version);
      Files.copy(file, version.resolve("model.onnx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunningTarget start(LocalAws stores, Map<String, String> variables) {
    return target.start(stores, purpose(), variables, Target.READY);
  }

  private String purpose() {
    return "fresh-" + started.incrementAndGet();
  }

  /** Stores of their own, empty. */
  public LocalAws startLocalAws() {
    Path log =
        Artifacts.logs(target.name())
            .resolve("local-aws-fresh-" + started.incrementAndGet() + ".log");
    return LocalAws.start(log);
  }
}
