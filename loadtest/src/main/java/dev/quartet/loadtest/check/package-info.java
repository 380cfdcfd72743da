/** The proof of the instrument: what its intervals and percentiles are worth, in figures. */
@NullMarked
package dev.quartet.loadtest.check;

import org.jspecify.annotations.NullMarked;
