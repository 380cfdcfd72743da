/** Tests of what is made of images, without a server and without a model. */
@NullMarked
package dev.quartet.serving.image;

import org.jspecify.annotations.NullMarked;
