/** The Open Inference Protocol, version 2, over HTTP, and the classes of images. */
@NullMarked
package dev.quartet.serving.http;

import org.jspecify.annotations.NullMarked;
