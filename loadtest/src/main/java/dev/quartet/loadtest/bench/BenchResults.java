package dev.quartet.loadtest.bench;

import dev.quartet.loadtest.measure.Machine;
import java.util.List;

/**
 * All that was measured, in the order in which it was.
 *
 * @param loads what each was measured under, in the tables' order
 * @param subjects what was measured, in the tables' order
 * @param notes what a reader must know; one plain line each
 */
record BenchResults(
    Machine machine,
    int rounds,
    int seconds,
    int warmUpSeconds,
    int threads,
    long seed,
    List<String> loads,
    List<String> subjects,
    List<Block> blocks,
    List<Start> starts,
    List<String> notes) {}
