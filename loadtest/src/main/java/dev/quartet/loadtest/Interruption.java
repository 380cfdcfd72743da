package dev.quartet.loadtest;

import dev.quartet.loadtest.record.RunEvent;
import dev.quartet.loadtest.record.RunJournal;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C does to a run: nothing more is recorded, the run is given up, and the report of what
 * was measured is written before the program ends.
 */
final class Interruption implements AutoCloseable {
  private static final int REPORT_SECONDS = 60;

  private final Thread worker;
  private final RunJournal journal;
  private final Thread hook = new Thread(this::interrupt, "give up the run");
  private final CountDownLatch written = new CountDownLatch(1);
  private volatile boolean happened;

  private Interruption(Thread worker, RunJournal journal) {
    this.worker = worker;
    this.journal = journal;
  }

  /**
   * From now until closed.
   *
   * @param worker the thread that runs
   */
  static Interruption of(Thread worker, RunJournal journal) {
    Interruption interruption = new Interruption(worker, journal);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void interrupt() {
    happened = true;
    try {
      journal.close(new RunEvent.Ended("interrupted"));
    } catch (IOException e) {
      System.err.println("The end of the run can't be recorded: " + e.getMessage());
    }
    worker.interrupt();
    try {
      if (!written.await(REPORT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("The report isn't written; make it by loadtest/compare report.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the run was interrupted. */
  boolean happened() {
    return happened;
  }

  @Override
  public void close() {
    written.countDown();
    if (!happened) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
