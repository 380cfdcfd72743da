/** Tests of the image context. */
@NullMarked
package dev.quartet.image;

import org.jspecify.annotations.NullMarked;
