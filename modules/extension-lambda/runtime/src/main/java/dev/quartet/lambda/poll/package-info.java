/** The native executable's side of Lambda's Runtime API. */
@NullMarked
package dev.quartet.lambda.poll;

import org.jspecify.annotations.NullMarked;
