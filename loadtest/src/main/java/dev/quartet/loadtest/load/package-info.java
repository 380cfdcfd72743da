/** The open-loop load generator: schedules, scenarios, checked answers and the samples of a run. */
@NullMarked
package dev.quartet.loadtest.load;

import org.jspecify.annotations.NullMarked;
