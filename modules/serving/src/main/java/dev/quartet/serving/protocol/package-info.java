/** What the Open Inference Protocol says whichever way it comes, by HTTP or by gRPC. */
@NullMarked
package dev.quartet.serving.protocol;

import org.jspecify.annotations.NullMarked;
