/** The start figures: a process start to its first correct answer, repeated and summed up. */
@NullMarked
package dev.quartet.loadtest.startfigures;

import org.jspecify.annotations.NullMarked;
