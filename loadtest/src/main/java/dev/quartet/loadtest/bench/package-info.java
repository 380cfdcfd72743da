/**
 * Servers side by side under a closed loop: throughput, CPU time, latency, memory and starts, with
 * ratios to one of them.
 */
@NullMarked
package dev.quartet.loadtest.bench;

import org.jspecify.annotations.NullMarked;
