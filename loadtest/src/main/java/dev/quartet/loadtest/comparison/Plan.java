package dev.quartet.loadtest.comparison;

import dev.quartet.loadtest.load.LoadLimits;
import dev.quartet.loadtest.process.Limits;
import dev.quartet.loadtest.record.StoreDelays;
import java.time.Duration;
import java.util.Optional;

/**
 * What one comparison does.
 *
 * @param seed decides the order of the arms, the arrivals and the inputs
 * @param ratePerSecond mean arrivals per second
 * @param evenArrivals even distances instead of a Poisson process
 * @param duration of one counted run of one function of one arm
 * @param blocks how often every arm is run
 * @param warmUp uncounted load for each function of each arm before the first block
 * @param coldStarts forced for each arm
 * @param budget no block is begun that would not end within this time, but the first; zero for no
 *     end
 * @param limits CPU and memory of each arm
 * @param environments most execution environments of a Lambda function at once
 * @param startFunction the function whose first right answer ends a cold start
 * @param storeDelays added to the answers of the stores
 * @param load what a counted run must keep to
 * @param rateSweep how to look for each arm's highest rate; empty for not at all
 */
public record Plan(
    long seed,
    double ratePerSecond,
    boolean evenArrivals,
    Duration duration,
    int blocks,
    Duration warmUp,
    int coldStarts,
    Duration budget,
    Limits limits,
    int environments,
    String startFunction,
    StoreDelays storeDelays,
    LoadLimits load,
    Optional<RateSweep> rateSweep) {}
