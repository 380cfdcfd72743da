package dev.quartet.contract.harness;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The target beside its stores, for as long as the suite runs. A failed start is kept, so that each
 * class fails with its reason and none waits for another start.
 */
final class TargetRun implements AutoCloseable {

  private final @Nullable Started started;
  private final @Nullable RuntimeException failure;

  private TargetRun(@Nullable Started started, @Nullable RuntimeException failure) {
    this.started = started;
    this.failure = failure;
  }

  static TargetRun start(Target target) {
    try {
      return new TargetRun(startBoth(target), null);
    } catch (RuntimeException e) {
      return new TargetRun(null, e);
    }
  }

  private static Started startBoth(Target target) {
    LocalAws aws = LocalAws.start(Artifacts.logs(target.name()).resolve("local-aws.log"));
    try {
      return new Started(
          aws,
          new Stores(aws.endpoint()),
          target.start(aws, "suite", Map.of(), Target.READY),
          new Fresh(target, aws));
    } catch (RuntimeException e) {
      aws.close();
      throw e;
    }
  }

  /** This run, when the target serves. */
  TargetRun orFail() {
    if (failure != null) {
      throw new IllegalStateException(failure.getMessage(), failure);
    }
    return this;
  }

  LocalAws aws() {
    return started().aws();
  }

  Stores stores() {
    return started().stores();
  }

  RunningTarget target() {
    return started().target();
  }

  Fresh fresh() {
    return started().fresh();
  }

  private Started started() {
    if (started == null) {
      throw new IllegalStateException("The target did not start", failure);
    }
    return started;
  }

  @Override
  public void close() {
    if (started == null) {
      return;
    }
    try {
      started.target().close();
    } finally {
      started.stores().close();
      started.aws().close();
    }
  }

  private record Started(LocalAws aws, Stores stores, RunningTarget target, Fresh fresh) {}
}
