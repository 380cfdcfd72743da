/** Intervals for figures that come in blocks, by a seeded bootstrap that resamples whole blocks. */
@NullMarked
package dev.quartet.loadtest.statistics;

import org.jspecify.annotations.NullMarked;
