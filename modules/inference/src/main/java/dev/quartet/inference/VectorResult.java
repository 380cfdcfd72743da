package dev.quartet.inference;

/**
 * What a model made of one vector.
 *
 * @param output the model's first output, the caller's own
 * @param runNanos how long the run took that made it, in nanoseconds
 * @param batchSize how many vectors that run had, this one included
 */
@SuppressWarnings("ArrayRecordComponent") // A value for one call, never compared.
public record VectorResult(float[] output, long runNanos, int batchSize) {}
