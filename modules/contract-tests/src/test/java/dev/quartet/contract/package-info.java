/** The behaviours that every target shows, and those that only some targets have. */
@NullMarked
package dev.quartet.contract;

import org.jspecify.annotations.NullMarked;
