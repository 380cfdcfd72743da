package dev.quartet.inference;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a queue tells of requests. */
final class Counted implements RunObserver {

  private final AtomicInteger waited = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger ranRows = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  @Override
  public void waited(long nanos) {
    waited.incrementAndGet();
  }

  @Override
  public void ran(int rows, long nanos) {
    runs.incrementAndGet();
    ranRows.addAndGet(rows);
  }

  @Override
  public void ended() {
    ended.incrementAndGet();
  }

  /** How many requests were taken to run. */
  int begun() {
    return waited.get();
  }

  int runs() {
    return runs.get();
  }

  /** How many rows all runs had. */
  int ranRows() {
    return ranRows.get();
  }

  int endedRequests() {
    return ended.get();
  }
}
