/** The whole bill of a request on AWS, from a dated and sourced price book. */
@NullMarked
package dev.quartet.loadtest.cost;

import org.jspecify.annotations.NullMarked;
