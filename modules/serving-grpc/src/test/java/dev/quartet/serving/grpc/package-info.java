/** Tests of the protocol's messages, without a server. */
@NullMarked
package dev.quartet.serving.grpc;

import org.jspecify.annotations.NullMarked;
