package dev.quartet.loadtest.startfigures;

import dev.quartet.loadtest.arm.ContainerArm;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The container image, timed from three points: the engine's command, the kernel's and the engine's
 * process start.
 */
final class ContainerStart implements StartKind {
  private final ContainerArm arm;
  private final Figure sinceCommand =
      new Figure("container: engine's run command to first answer", "ms");
  private final Figure sinceProcess =
      new Figure("container: process start (kernel, steps of 10 ms) to first answer", "ms");
  private final Figure sinceEngineStart =
      new Figure("container: start noted by the engine to first answer", "ms");
  private final Figure peak = new Figure("container: peak resident memory", "MB");

  private final Set<String> remarks = new LinkedHashSet<>();

  ContainerStart(ContainerArm arm) {
    this.arm = arm;
  }

  @Override
  public String name() {
    return "container";
  }

  @Override
  public void start(boolean counted) throws IOException, InterruptedException {
    try (ContainerArm.Instance instance = arm.startInstance()) {
      remarks.addAll(instance.remarks());
      if (counted) {
        sinceCommand.add(instance.firstAnswerMillis());
        sinceProcess.add(instance.firstAnswerSinceProcessMillis());
        sinceEngineStart.add(instance.firstAnswerSinceEngineStartMillis());
        peak.add(instance.peakMegabytes());
      }
    }
  }

  /** From the kernel's start of the container's process to its first answer. */
  Figure sinceProcess() {
    return sinceProcess;
  }

  /** What a reader must know, at most one line for each kind of remark. */
  List<String> remarks() {
    return remarks.stream().limit(1).toList();
  }

  @Override
  public List<Figure> figures() {
    return List.of(sinceCommand, sinceProcess, sinceEngineStart, peak);
  }
}
