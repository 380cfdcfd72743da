/** Makes the context that the image of an app is built from. */
@NullMarked
package dev.quartet.image;

import org.jspecify.annotations.NullMarked;
