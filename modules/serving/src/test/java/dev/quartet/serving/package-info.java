/** Tests of the models behind an application. */
@NullMarked
package dev.quartet.serving;

import org.jspecify.annotations.NullMarked;
