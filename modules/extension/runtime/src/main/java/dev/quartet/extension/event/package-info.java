/** Events that are no HTTP requests: what they are, and which input each gives a function. */
@NullMarked
package dev.quartet.extension.event;

import org.jspecify.annotations.NullMarked;
