/** The plain handler over stores that are played. */
@NullMarked
package dev.quartet.baseline;

import org.jspecify.annotations.NullMarked;
