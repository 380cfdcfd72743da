/** Tests that run small zips through local-lambda. */
@NullMarked
package dev.quartet.locallambda;

import org.jspecify.annotations.NullMarked;
