/** Load from many tasks on Fargate, by k6, and its samples put together. */
@NullMarked
package dev.quartet.loadtest.fleet;

import org.jspecify.annotations.NullMarked;
