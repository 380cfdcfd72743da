/** The Open Inference Protocol, version 2, over HTTP. */
@NullMarked
package dev.quartet.serving.http;

import org.jspecify.annotations.NullMarked;
