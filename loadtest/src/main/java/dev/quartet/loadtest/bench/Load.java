package dev.quartet.loadtest.bench;

/**
 * What one load came to.
 *
 * @param requests that were answered
 * @param errors answers with status 400 and above, broken connections, time-outs, and under an open
 *     loop wrong answers and requests that weren't sent in time
 */
record Load(long requests, double seconds, double p50Millis, double p99Millis, long errors) {}
