/** Classes of images: decoded and made a tensor as torchvision does, then given to a model. */
@NullMarked
package dev.quartet.serving.image;

import org.jspecify.annotations.NullMarked;
