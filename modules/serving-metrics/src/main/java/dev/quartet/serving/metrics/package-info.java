/** What the runs of models take, as metrics, for applications that listen themselves. */
@NullMarked
package dev.quartet.serving.metrics;

import org.jspecify.annotations.NullMarked;
