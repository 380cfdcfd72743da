package dev.quartet.inference;

import java.nio.FloatBuffer;

/** The vectors of one request, as a part of a batch. For one run at a time. */
interface Part {

  /** How many vectors; at least 1. */
  int vectors();

  /**
   * Writes the input.
   *
   * @param position of its first number in the batch's input
   */
  void put(FloatBuffer inputs, int position);

  /**
   * Reads the output.
   *
   * @param position of its first number in the batch's output
   * @param runNanos how long the batch ran, in nanoseconds
   * @param batchSize how many vectors it had, these included
   */
  void take(FloatBuffer outputs, int position, long runNanos, int batchSize);
}
