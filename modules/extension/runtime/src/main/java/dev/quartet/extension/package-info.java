/** What a function's author uses of Quartet: the errors a function may answer with, and priming. */
@NullMarked
package dev.quartet.extension;

import org.jspecify.annotations.NullMarked;
