package dev.quartet.serving;

/**
 * Measures the runs of a version of a model. Called for each request, so it must be quick and must
 * not throw.
 */
public interface ModelMeter {

  /** Measures nothing. */
  ModelMeter NONE =
      new ModelMeter() {
        @Override
        public void read(long nanos) {}

        @Override
        public void waited(long nanos) {}

        @Override
        public void ran(int rows, long nanos) {}

        @Override
        public void refused() {}
      };

  /**
   * @param nanos how long it took to read a request into numbers, in nanoseconds
   */
  void read(long nanos);

  /**
   * @param nanos how long a request waited for its run, in nanoseconds
   */
  void waited(long nanos);

  /**
   * @param rows how many vectors, or rows of tensors, the run had
   * @param nanos how long it took, in nanoseconds
   */
  void ran(int rows, long nanos);

  /** A request was refused because too many wait. */
  void refused();
}
