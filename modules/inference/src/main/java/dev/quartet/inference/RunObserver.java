package dev.quartet.inference;

/**
 * Is told of the requests for a model and their runs, when they are answered. By the thread that
 * answers, so it must be quick and must not throw.
 */
public interface RunObserver {

  /**
   * A request's run has begun.
   *
   * @param nanos how long the request waited for it, in nanoseconds
   */
  void waited(long nanos);

  /**
   * A run was made, whether it failed or not.
   *
   * @param rows how many vectors it had, or rows of tensors; at least 1
   * @param nanos how long it took, in nanoseconds
   */
  void ran(int rows, long nanos);

  /** A request that was taken is answered, has failed, or is cancelled. */
  void ended();
}
