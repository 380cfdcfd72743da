package dev.quartet.loadtest.startfigures;

import dev.quartet.loadtest.arm.LocalArm;
import dev.quartet.loadtest.process.ProcessFacts;
import java.io.IOException;
import java.util.List;

/** The plain jar of the local target, for the ratio. */
final class JarStart implements StartKind {
  private final LocalArm arm;
  private final Figure firstAnswer = new Figure("plain jar: process start to first answer", "ms");
  private final Figure peak = new Figure("plain jar: peak resident memory", "MB");

  JarStart(LocalArm arm) {
    this.arm = arm;
  }

  @Override
  public String name() {
    return "plain jar";
  }

  @Override
  public void start(boolean counted) throws IOException, InterruptedException {
    try (LocalArm.Instance instance = arm.startInstance()) {
      if (counted) {
        firstAnswer.add(instance.firstAnswerMillis());
        peak.add(ProcessFacts.peakMegabytes(instance.process().pid()));
      }
    }
  }

  Figure firstAnswer() {
    return firstAnswer;
  }

  @Override
  public List<Figure> figures() {
    return List.of(firstAnswer, peak);
  }
}
