/** Direct invocations: the event is the input, the answer is the output. */
@NullMarked
package dev.quartet.lambda.direct;

import org.jspecify.annotations.NullMarked;
