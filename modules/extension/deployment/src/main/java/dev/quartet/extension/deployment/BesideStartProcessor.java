package dev.quartet.extension.deployment;

import dev.quartet.extension.BesideStart;
import dev.quartet.extension.start.BesideStartRecorder;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.recording.RecorderContext;
import org.jboss.jandex.ClassInfo;

/** Finds what is to be done beside the start. */
final class BesideStartProcessor {

  /** Needs nothing of the start, so that it is among the first. */
  @BuildStep
  @Record(ExecutionTime.RUNTIME_INIT)
  void begin(BesideStartRecorder recorder, RecorderContext context, CombinedIndexBuildItem index) {
    for (ClassInfo work : index.getIndex().getAllKnownImplementors(BesideStart.class)) {
      recorder.begin(context.newInstance(work.name().toString()));
    }
  }
}
