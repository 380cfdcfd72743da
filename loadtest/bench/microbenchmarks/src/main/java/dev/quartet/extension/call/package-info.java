/** Benchmarks of how a function's input is read; in the package of what they measure. */
@NullMarked
package dev.quartet.extension.call;

import org.jspecify.annotations.NullMarked;
