package dev.quartet.loadtest.analysis;

import dev.quartet.loadtest.cost.CostAssumptions;
import org.jspecify.annotations.Nullable;

/**
 * How a run is analysed; kept with the run, so that it can be analysed again to the same figures.
 *
 * @param reference the arm that the others are held to; null for the first that AWS would host
 * @param resamples of each interval
 * @param seed of the intervals
 */
public record AnalysisSettings(
    @Nullable String reference, CostAssumptions cost, int resamples, long seed) {}
