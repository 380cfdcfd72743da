/** One comparison from its plan to its results: cold starts, then blocks that run every arm. */
@NullMarked
package dev.quartet.loadtest.comparison;

import org.jspecify.annotations.NullMarked;
