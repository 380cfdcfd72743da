/** The command line of the comparison: what a user may choose, and nothing else. */
@NullMarked
package dev.quartet.loadtest;

import org.jspecify.annotations.NullMarked;
