/** Tests of what both forms of the protocol share. */
@NullMarked
package dev.quartet.serving.protocol;

import org.jspecify.annotations.NullMarked;
