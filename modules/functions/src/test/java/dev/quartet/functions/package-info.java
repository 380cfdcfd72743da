/** Tests of the functions, without AWS. */
@NullMarked
package dev.quartet.functions;

import org.jspecify.annotations.NullMarked;
