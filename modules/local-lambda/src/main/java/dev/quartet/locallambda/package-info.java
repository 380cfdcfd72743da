/** Runs a function.zip in execution environments of this machine, the way AWS Lambda does. */
@NullMarked
package dev.quartet.locallambda;

import org.jspecify.annotations.NullMarked;
