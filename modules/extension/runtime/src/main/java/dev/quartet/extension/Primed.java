package dev.quartet.extension;

/**
 * A bean that has work to do around a snapshot of the execution environment (Lambda SnapStart).
 * Implement it to load lazily created state into the snapshot and to remake what a snapshot can't
 * keep, such as connections.
 */
public interface Primed {

  /** Called before the snapshot is taken: do the first, slow use now. */
  void prime();

  /** Called when an environment starts from the snapshot: remake what has gone stale. */
  default void restored() {}
}
