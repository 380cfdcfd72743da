/** Benchmarks of how vectors come to a model. */
@NullMarked
package dev.quartet.inference;

import org.jspecify.annotations.NullMarked;
