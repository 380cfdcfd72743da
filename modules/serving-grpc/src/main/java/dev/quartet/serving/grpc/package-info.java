/** The Open Inference Protocol, version 2, over gRPC. */
@NullMarked
package dev.quartet.serving.grpc;

import org.jspecify.annotations.NullMarked;
