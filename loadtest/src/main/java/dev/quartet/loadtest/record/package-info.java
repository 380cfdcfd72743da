/**
 * What a run leaves behind while it goes on: events and raw samples, and the results made of them.
 */
@NullMarked
package dev.quartet.loadtest.record;

import org.jspecify.annotations.NullMarked;
