package dev.quartet.contract.harness;

import java.nio.file.Path;
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
    return start(aws);
  }

  /** One more instance of the target, on stores of its own. */
  public RunningTarget start(LocalAws stores) {
    return target.start(stores, "fresh-" + started.incrementAndGet());
  }

  /** One more instance of the target, with one environment variable more; for a zip alone. */
  public RunningTarget startWith(String variable, String value) {
    if (target instanceof LambdaZip zip) {
      return zip.with(variable, value).start(aws, "fresh-" + started.incrementAndGet());
    }
    throw new IllegalStateException("Only a Lambda zip takes variables: tag it @OnlyOnZips");
  }

  /** Stores of their own, empty. */
  public LocalAws startLocalAws() {
    Path log =
        Artifacts.logs(target.name())
            .resolve("local-aws-fresh-" + started.incrementAndGet() + ".log");
    return LocalAws.start(log);
  }
}
