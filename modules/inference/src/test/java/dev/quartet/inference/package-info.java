/** Tests of the inference module, against the digits model of this repository. */
@NullMarked
package dev.quartet.inference;

import org.jspecify.annotations.NullMarked;
