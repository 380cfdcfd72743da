/** Tests that the benchmarks measure something. */
@NullMarked
package dev.quartet.microbenchmarks;

import org.jspecify.annotations.NullMarked;
