/** What a function's author uses: declarations beside {@code @Funq}, errors, priming. */
@NullMarked
package dev.quartet.extension;

import org.jspecify.annotations.NullMarked;
