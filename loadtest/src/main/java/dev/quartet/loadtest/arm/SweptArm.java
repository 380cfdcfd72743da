package dev.quartet.loadtest.arm;

import java.io.IOException;
import java.util.OptionalDouble;

/** One size of an arm. */
record SweptArm(Arm arm, String sweptFrom) implements Arm {
  @Override
  public String name() {
    return arm.name();
  }

  @Override
  public Availability prepare() throws InterruptedException {
    return arm.prepare();
  }

  @Override
  public RunningArm start() throws IOException, InterruptedException {
    return arm.start();
  }

  @Override
  public OptionalDouble artifactMegabytes() throws IOException, InterruptedException {
    return arm.artifactMegabytes();
  }

  @Override
  public String description() {
    return arm.description();
  }

  @Override
  public boolean serves(String function) {
    return arm.serves(function);
  }

  @Override
  public Deployment deployment() {
    return new Deployment(arm.deployment().hosting(), arm.deployment().limits(), sweptFrom);
  }
}
