package dev.quartet.extension.start;

import dev.quartet.extension.BesideStart;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import org.jboss.logging.Logger;

/** Begins what is to be done beside the start. */
@Recorder
public class BesideStartRecorder {

  private static final Logger LOG = Logger.getLogger(BesideStartRecorder.class);

  /** Begins it on a thread of its own. */
  public void begin(RuntimeValue<BesideStart> work) {
    BesideStart named = work.getValue();
    Thread.ofPlatform().daemon().name("beside-start").start(() -> run(named));
  }

  private static void run(BesideStart work) {
    try {
      work.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.debugf(e, "%s failed beside the start", work.getClass().getSimpleName());
    }
  }
}
