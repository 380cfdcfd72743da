/**
 * What a run says: ratios with intervals, bills, energy, and a verdict, made of its raw samples.
 */
@NullMarked
package dev.quartet.loadtest.analysis;

import org.jspecify.annotations.NullMarked;
