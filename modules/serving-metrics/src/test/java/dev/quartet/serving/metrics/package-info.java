/** Tests of the metrics of models. */
@NullMarked
package dev.quartet.serving.metrics;

import org.jspecify.annotations.NullMarked;
