package dev.quartet.loadtest.bench;

import java.util.List;
import java.util.Optional;

/**
 * What is measured.
 *
 * @param servers names of declared servers
 * @param outside servers that already run, as {@code NAME=URL@PID}
 * @param scenarios the forms in which each server is asked
 * @param connections how many at once, each a measurement of its own by wrk
 * @param rates requests a second, each a measurement of its own by k6 in place of wrk; empty for
 *     wrk
 * @param rounds each measures everything once, in a random order
 * @param seconds how long one measurement takes
 * @param warmUpSeconds how long each server is asked in each form before the first round
 * @param starts counted starts of each server; 0 to leave them out
 * @param threads threads that share one operator in ONNX Runtime
 * @param reference the server that the others are held to, with its form behind a blank where there
 *     is more than one; empty for Axum where it is measured, else the first
 * @param seed decides the orders and the intervals
 */
public record BenchSettings(
    List<String> servers,
    List<String> outside,
    List<String> scenarios,
    List<Integer> connections,
    List<Integer> rates,
    int rounds,
    int seconds,
    int warmUpSeconds,
    int starts,
    int threads,
    Optional<String> reference,
    long seed) {
  public BenchSettings {
    servers = List.copyOf(servers);
    outside = List.copyOf(outside);
    scenarios = List.copyOf(scenarios);
    connections = List.copyOf(connections);
    rates = List.copyOf(rates);
  }
}
